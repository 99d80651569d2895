import { cannot, checkBetween, checkInteger, checkSameLength } from "../../core/mod.ts";
import { studentAbove, studentQuantileAbove } from "../distributions/tails.ts";
import { pairwiseSum } from "../pairwise_sum.ts";
import { checkFinite } from "../regression/numbers.ts";
import type { Estimate, LevelOptions } from "../uncertainty/estimate_type.ts";
import { checkAlternative } from "./check_alternative.ts";
import type { Alternative, TestResult } from "./test_result.ts";

/** What `pairedTTest` may be told. */
export type PairedTTestOptions = LevelOptions & {
  /** Whether A may differ both ways, is `"less"` or `"greater"` than B. @default "two-sided" */
  alternative?: Alternative;
  /**
   * Of a cross-validation, the share of test to training samples: 1/9 in ten folds. The folds share
   * training samples, so their scores differ less than chance would have it; this widens the
   * variance from s²/n to s² (1/n + share), as Nadeau and Bengio found.
   *
   * @default 0, for independent pairs
   */
  testToTrain?: number;
};

/** What `pairedTTest` finds. */
export type PairedTTest = TestResult & {
  /** n − 1. */
  degreesOfFreedom: number;
  /** The mean of A − B; of a one-sided test one end of the interval is infinite. */
  difference: Estimate;
};

/**
 * Paired t-test: is the mean difference between two lists of scores, pair by pair, other than 0?
 *
 * `t = mean(a − b) / √(s² / n)`, with s² the variance of the differences and n − 1 degrees of freedom
 *
 * Where all differences are one number other than 0, t is infinite and p 0 or 1. Where all are 0, it
 * would be 0/0: that is an error, as nothing varies by which to judge.
 *
 * @param a Scores of A, shape `(n)`, n >= 2: one a fold, or one a sample.
 * @param b Scores of B, same shape and order.
 * @param options The alternative, the level, and the correction for folds.
 * @returns Statistic, p-value, degrees of freedom and the mean difference with its interval.
 * @throws {RangeError} If the lengths differ or are below 2, a score is not finite, or all
 * differences are 0.
 * @throws {TypeError} If a score is not a number.
 *
 * @example
 * ```ts
 * import { pairedTTest } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { statistic, pValue } = pairedTTest([3, 5, 4, 8], [2, 3, 3, 4]);
 * assertAlmostEquals(statistic, 2 * Math.SQRT2);
 * assertAlmostEquals(pValue, 0.06628, 1e-5);
 * ```
 *
 * Source: Student, "The probable error of a mean", Biometrika 6 (1908), 1–25; C. Nadeau and
 * Y. Bengio, "Inference for the generalization error", Machine Learning 52 (2003), 239–281.
 */
export function pairedTTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  { alternative = "two-sided", level = 0.95, testToTrain = 0 }: PairedTTestOptions = {},
): PairedTTest {
  const differences = checkedDifferences(ACTION, a, b);
  checkAlternative(ACTION, alternative);
  checkBetween(ACTION, "level", level, 0, 1);
  if (testToTrain !== 0) checkBetween(ACTION, "testToTrain", testToTrain, 0);
  const options = { alternative, level, testToTrain };
  return ofMoments(ACTION, momentsOf(differences), options);
}

/** What is known of numbers that were not kept. */
export type Moments = {
  /** Their mean. */
  mean: number;
  /** Their variance, divided by n − 1: 0 or more. */
  variance: number;
  /** How many they are, 2 or more. */
  n: number;
};

/**
 * {@linkcode pairedTTest} from the mean and variance of the differences, where there are too many to
 * keep.
 *
 * @param moments Mean, variance and number of the differences.
 * @param options The alternative, the level, and the correction for folds.
 * @returns Statistic, p-value, degrees of freedom and the mean difference with its interval.
 * @throws {RangeError} If n is below 2, the mean is not finite or the variance below 0, or both are 0.
 *
 * @example
 * ```ts
 * import { pairedTTest, tTestOfMoments } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const found = tTestOfMoments({ mean: 2, variance: 2, n: 4 });
 * assertEquals(found, pairedTTest([3, 5, 4, 8], [2, 3, 3, 4]));
 * ```
 */
export function tTestOfMoments(
  { mean, variance, n }: Moments,
  { alternative = "two-sided", level = 0.95, testToTrain = 0 }: PairedTTestOptions = {},
): PairedTTest {
  const action = "compute tTestOfMoments";
  checkInteger(action, "n", n, 2);
  checkFinite(action, "mean", [mean]);
  if (!(variance >= 0 && variance < Infinity)) {
    throw new RangeError(
      cannot(action, "variance must be a finite number of at least 0", variance),
    );
  }
  checkAlternative(action, alternative);
  checkBetween(action, "level", level, 0, 1);
  return ofMoments(action, { mean, variance, n }, { alternative, level, testToTrain });
}

function ofMoments(
  action: string,
  { mean, variance, n }: Moments,
  { alternative, level, testToTrain }: Required<PairedTTestOptions>,
): PairedTTest {
  const error = Math.sqrt(variance * (1 / n + testToTrain));
  if (mean === 0 && error === 0) {
    throw new RangeError(cannot(action, "some of the differences must not be 0"));
  }
  const statistic = mean / error;
  return {
    statistic,
    pValue: pValueOf(statistic, n - 1, alternative),
    method: `paired t-test, ${alternative}`,
    degreesOfFreedom: n - 1,
    difference: {
      value: mean,
      interval: ends(mean, error, n - 1, level, alternative),
      n,
      method: "student",
    },
  };
}

const ACTION = "compute pairedTTest";

/** `a − b`, pair by pair, of at least two pairs of finite numbers. */
function checkedDifferences(
  action: string,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): Float64Array {
  checkSameLength(action, ["a", a.length], ["b", b.length]);
  if (a.length < 2) throw new RangeError(cannot(action, "a must hold at least 2 values", a.length));
  checkFinite(action, "a", a);
  checkFinite(action, "b", b);
  return Float64Array.from(a, (value, i) => value - b[i]!);
}

function momentsOf(values: Float64Array): Moments {
  const n = values.length;
  if (values.every((value) => value === values[0])) return { mean: values[0]!, variance: 0, n };
  const mean = pairwiseSum(0, n, (i) => values[i]!) / n;
  return { mean, variance: pairwiseSum(0, n, (i) => (values[i]! - mean) ** 2) / (n - 1), n };
}

function pValueOf(t: number, degreesOfFreedom: number, alternative: Alternative): number {
  if (alternative === "greater") return studentAbove(t, degreesOfFreedom);
  if (alternative === "less") return studentAbove(-t, degreesOfFreedom);
  return 2 * studentAbove(Math.abs(t), degreesOfFreedom);
}

function ends(
  mean: number,
  error: number,
  degreesOfFreedom: number,
  level: number,
  alternative: Alternative,
): [number, number] {
  const tail = alternative === "two-sided" ? (1 - level) / 2 : 1 - level;
  const half = tail <= 0.5
    ? error * studentQuantileAbove(tail, degreesOfFreedom)
    : -error * studentQuantileAbove(level, degreesOfFreedom);
  return [
    alternative === "less" ? -Infinity : mean - half,
    alternative === "greater" ? Infinity : mean + half,
  ];
}
