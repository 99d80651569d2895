import { cannot } from "../../core/mod.ts";
import { fAbove, studentAbove } from "../distributions/tails.ts";
import { checkFinite } from "../regression/numbers.ts";
import type { TestResult } from "./test_result.ts";

/** What `fiveByTwoCvTest` may be told. */
export type FiveByTwoOptions = {
  /**
   * `"f"` is Alpaydın's F test of all ten differences; `"t"` is Dietterich's t test, which looks at
   * the first one of them only.
   *
   * @default "f"
   */
  method?: "f" | "t";
};

/**
 * 5×2 cross-validation test: does one way of training give better models than another?
 *
 * Halve the data at random, train both on one half and score them on the other, change halves; five
 * times. The differences dᵢ₁, dᵢ₂ of the scores of one halving have the mean d̄ᵢ and the variance
 * `sᵢ² = (dᵢ₁ − d̄ᵢ)² + (dᵢ₂ − d̄ᵢ)²`.
 *
 * - f: `Σ dᵢⱼ² / (2 Σ sᵢ²)`, F distribution with 10 and 5 degrees of freedom
 * - t: `d₁₁ / √(Σ sᵢ² / 5)`, Student's t with 5 degrees of freedom, both sides
 *
 * Unlike a t-test over ten folds it does not take overlapping training sets for independent.
 *
 * @param differences Score of A less that of B, five pairs, one a halving.
 * @param options The form of the test.
 * @returns Statistic and p-value.
 * @throws {RangeError} If there are not five pairs of finite numbers, or no pair differs within.
 * @throws {TypeError} If a difference is not a number.
 *
 * @example A is better in every half by about the same
 * ```ts
 * import { fiveByTwoCvTest } from "descent/metrics";
 * import { assert } from "@std/assert";
 *
 * const { pValue } = fiveByTwoCvTest([[3, 4], [4, 3], [3, 3], [4, 4], [3, 4]]);
 * assert(pValue < 0.001);
 * ```
 *
 * Source: T. Dietterich, "Approximate statistical tests for comparing supervised classification
 * learning algorithms", Neural Computation 10 (1998), 1895–1923; E. Alpaydın, Neural Computation 11
 * (1999), 1885–1892.
 */
export function fiveByTwoCvTest(
  differences: readonly (readonly [number, number])[],
  { method = "f" }: FiveByTwoOptions = {},
): TestResult {
  if (differences.length !== 5 || differences.some((pair) => pair.length !== 2)) {
    throw new RangeError(cannot(ACTION, "there must be five pairs", differences.length));
  }
  checkFinite(ACTION, "differences", differences.flat());
  if (method !== "f" && method !== "t") {
    throw new RangeError(cannot(ACTION, "method must be one of f, t", method));
  }
  const variances = differences.reduce((sum, [a, b]) => sum + (a - b) ** 2 / 2, 0);
  if (variances === 0) {
    throw new RangeError(cannot(ACTION, "the two differences of some pair must differ"));
  }
  if (method === "t") {
    const statistic = differences[0]![0] / Math.sqrt(variances / 5);
    return { statistic, pValue: 2 * studentAbove(Math.abs(statistic), 5), method: "5×2cv t" };
  }
  const squares = differences.reduce((sum, [a, b]) => sum + a * a + b * b, 0);
  const statistic = squares / (2 * variances);
  return { statistic, pValue: fAbove(statistic, 10, 5), method: "5×2cv F" };
}

const ACTION = "compute fiveByTwoCvTest";
