import { cannot, checkBetween } from "../../core/mod.ts";
import { normalAbove } from "../distributions/tails.ts";
import type { TestResult } from "../comparison/test_result.ts";
import type { Label, Labels } from "../labels.ts";
import { positivesOf } from "../probability/positives.ts";
import { checkFinite } from "../regression/numbers.ts";
import { normalQuantile } from "../normal_quantile.ts";
import { areRows, type ScoreRows } from "../scores.ts";
import { areaOfClasses } from "./area_of_classes.ts";
import type { Estimate, LevelOptions } from "./estimate_type.ts";
import { checkBoth, meanOf, placements } from "./placements.ts";

/** What `delongTest` may be told. */
export type DelongTestOptions = LevelOptions & {
  /** The class that the scores are for; all others count as negative. @default 1 or true */
  positive?: Label;
};

/** What `delongInterval` may be told. */
export type DelongOptions = DelongTestOptions & {
  /**
   * Where the interval is symmetric: in the area itself and cut off at 0 and 1, or in its logit,
   * which stays inside by itself and holds the truth more often for few samples.
   *
   * @default "plain"
   */
  scale?: "plain" | "logit";
  /** With a row for each sample, the class of each column. @default those of yTrue, sorted */
  labels?: Labels;
};

/**
 * The area under the ROC curve with DeLong's interval.
 *
 * The area is the share of pairs of one positive and one negative sample that the scores put in the
 * right order, ties counting half. Its variance follows from how that share differs from sample to
 * sample, without assumptions on the scores and without resampling.
 *
 * @param yTrue True labels, 0 and 1 or others, shape `(n)`, at least two of each class.
 * @param scores Higher for what is rather positive, shape `(n)`.
 * @param options The level, the scale, and the positive class.
 * @returns The area, 0 to 1, and its interval. Where all pairs are in the right order the variance
 * is 0 and the interval has no width; the logit scale has no answer then.
 * @throws {RangeError} If the lengths differ, it is not clear which label is positive, a class has fewer than two
 * samples, a score is not finite, rows leave 0 to 1 or do not sum to 1, or the area is 0 or 1 on the
 * logit scale.
 * @throws {TypeError} If a score is not a number.
 *
 * @example
 * ```ts
 * import { delongInterval } from "descent/metrics";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const { value, interval } = delongInterval([0, 0, 1, 1, 1], [1, 3, 2, 4, 5]);
 * assertAlmostEquals(value, 5 / 6);
 * assertEquals(interval[1], 1);
 * ```
 *
 * Source: E. DeLong, D. DeLong and D. Clarke-Pearson, "Comparing the areas under two or more
 * correlated receiver operating characteristic curves", Biometrics 44 (1988), 837–845.
 */
export function delongInterval(
  yTrue: Labels,
  scores: ArrayLike<number> | ScoreRows,
  { level = 0.95, scale = "plain", positive, labels }: DelongOptions = {},
): Estimate {
  const action = "compute delongInterval";
  checkBetween(action, "level", level, 0, 1);
  const { area, variance } = areRows(scores)
    ? areaOfClasses(action, yTrue, scores, labels)
    : areaOfOne(action, yTrue, scores, positive);
  const half = -normalQuantile((1 - level) / 2) * Math.sqrt(variance);
  const interval = scale === "logit" ? logitEnds(action, area, half) : plainEnds(area, half);
  return { value: area, interval, n: yTrue.length, method: `delong ${scale}` };
}

function areaOfOne(
  action: string,
  yTrue: Labels,
  scores: ArrayLike<number>,
  positive?: Label,
): { area: number; variance: number } {
  const { areas, covariance } = delong(action, yTrue, [scores], positive);
  return { area: areas[0]!, variance: covariance[0]![0]! };
}

function plainEnds(area: number, half: number): [number, number] {
  return [Math.max(0, area - half), Math.min(1, area + half)];
}

function logitEnds(action: string, area: number, half: number): [number, number] {
  if (area <= 0 || area >= 1) {
    const needed = `scale "plain" must be taken where the area is 0 or 1`;
    throw new RangeError(cannot(action, needed, area));
  }
  const logit = Math.log(area / (1 - area));
  const step = half / (area * (1 - area));
  return [1 / (1 + Math.exp(step - logit)), 1 / (1 + Math.exp(-step - logit))];
}

/** What `delongTest` finds. */
export type DelongTest = TestResult & {
  /** The area of A less that of B, with its interval. */
  difference: Estimate;
};

/**
 * DeLong's test: do two models rank the same samples equally well, by the area under the ROC curve?
 *
 * `z = (AUC_A − AUC_B) / √(V_A + V_B − 2 C)`, with the covariance C of two areas on the same samples
 *
 * Where the two orders of the samples are the same, nothing varies: statistic 0, p 1. Where the
 * variance is 0 and the areas differ, z is infinite and p 0.
 *
 * @param yTrue True labels, 0 and 1 or others, shape `(n)`, at least two of each class.
 * @param scores The scores of models A and B, shape `(n)` each.
 * @param options The level of the interval of the difference, and the positive class.
 * @returns z, its two-sided p-value, and the difference with its interval.
 * @throws {RangeError} If the lengths differ, it is not clear which label is positive, a class has fewer than two
 * samples, or a score is not finite.
 * @throws {TypeError} If a score is not a number.
 *
 * @example Two models that put the samples in the same order
 * ```ts
 * import { delongTest } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const yTrue = [0, 0, 1, 1, 1];
 * const { pValue } = delongTest(yTrue, [[1, 3, 2, 4, 5], [0.1, 0.3, 0.2, 0.8, 0.9]]);
 * assertEquals(pValue, 1);
 * ```
 *
 * Source: E. DeLong, D. DeLong and D. Clarke-Pearson, Biometrics 44 (1988), 837–845.
 */
export function delongTest(
  yTrue: Labels,
  scores: readonly [ArrayLike<number>, ArrayLike<number>],
  { level = 0.95, positive }: DelongTestOptions = {},
): DelongTest {
  const action = "compute delongTest";
  checkBetween(action, "level", level, 0, 1);
  const { areas, covariance } = delong(action, yTrue, scores, positive);
  const value = areas[0]! - areas[1]!;
  const variance = covariance[0]![0]! + covariance[1]![1]! - 2 * covariance[0]![1]!;
  // A sum of rounded terms, which leaves about 1e-17 where the orders are the same.
  const error = variance > 1e-15 * covariance[0]![0]! ? Math.sqrt(variance) : 0;
  const statistic = value === 0 ? 0 : value / error;
  const half = -normalQuantile((1 - level) / 2) * error;
  return {
    statistic,
    pValue: 2 * normalAbove(Math.abs(statistic)),
    method: "DeLong",
    difference: {
      value,
      interval: [Math.max(-1, value - half), Math.min(1, value + half)],
      n: yTrue.length,
      method: "delong plain",
    },
  };
}

/**
 * The areas under the ROC curves of several models on the same samples, and their covariance.
 *
 * @param yTrue True labels, 0 and 1 or others, shape `(n)`, at least two of each class.
 * @param scores The scores of each model, shape `(n)` each.
 * @param options The positive class.
 * @returns `areas`, shape `(models)`, and `covariance`, shape `(models, models)`.
 * @throws {RangeError} If the lengths differ, it is not clear which label is positive, a class has fewer than two
 * samples, or a score is not finite.
 * @throws {TypeError} If a score is not a number.
 *
 * @example
 * ```ts
 * import { delongCovariance } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const { areas, covariance } = delongCovariance([0, 0, 1, 1], [[1, 2, 3, 4], [4, 3, 2, 1]]);
 * assertEquals(areas, [1, 0]);
 * assertEquals(covariance, [[0, 0], [0, 0]]);
 * ```
 *
 * Source: E. DeLong, D. DeLong and D. Clarke-Pearson, Biometrics 44 (1988), 837–845.
 */
export function delongCovariance(
  yTrue: Labels,
  scores: readonly ArrayLike<number>[],
  { positive }: Pick<DelongTestOptions, "positive"> = {},
): { areas: number[]; covariance: number[][] } {
  return delong("compute delongCovariance", yTrue, scores, positive);
}

function delong(
  action: string,
  yTrue: Labels,
  scores: readonly ArrayLike<number>[],
  positive?: Label,
): { areas: number[]; covariance: number[][] } {
  for (const list of scores) checkScores(action, yTrue, list);
  const isPositive = positivesOf(action, yTrue, positive);
  checkBoth(action, isPositive);
  const placed = scores.map((list) => placements(isPositive, list));
  const areas = placed.map(({ positives }) => meanOf(positives));
  const covariance = placed.map((a, i) =>
    placed.map((b, j) =>
      covarianceOf(a.positives, b.positives, areas[i]!, areas[j]!) +
      covarianceOf(a.negatives, b.negatives, areas[i]!, areas[j]!)
    )
  );
  return { areas, covariance };
}

function checkScores(action: string, yTrue: Labels, scores: ArrayLike<number>): void {
  if (scores.length !== yTrue.length) {
    const needed = "yTrue and scores must have one length";
    throw new RangeError(`${cannot(action, needed)}, got ${yTrue.length} and ${scores.length}`);
  }
  checkFinite(action, "scores", scores);
}

/** The covariance of two means over the same samples. */
function covarianceOf(a: Float64Array, b: Float64Array, meanA: number, meanB: number): number {
  const sum = a.reduce((total, value, i) => total + (value - meanA) * (b[i]! - meanB), 0);
  return sum / (a.length - 1) / a.length;
}
