import { type ExplainedOptions, explainedShare, varianceOf } from "./explained.ts";
import { checkNumbers } from "./numbers.ts";

/**
 * Explained variance: `1 − Var(y − ŷ) / Var(y)`.
 *
 * As R², but an error that is the same everywhere costs nothing. Where it is higher than R², the
 * model is biased and a constant would mend it. Where all true values are equal the formula divides
 * by 0: see `forceFinite`.
 *
 * @param yTrue True values, shape `(n)`, n >= 1.
 * @param yPred Predicted values, shape `(n)`, in the same order.
 * @param options Sample weights, if any, and `forceFinite`.
 * @returns 1 or less, without unit.
 * @throws {RangeError} If the lengths differ or are 0, a value is not finite, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { explainedVarianceScore, r2Score } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(explainedVarianceScore([1, 2, 3], [2, 3, 4]), 1);
 * assertEquals(r2Score([1, 2, 3], [2, 3, 4]), -0.5);
 * ```
 */
export function explainedVarianceScore(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight, forceFinite = true }: ExplainedOptions = {},
): number {
  checkNumbers("compute explainedVarianceScore", yTrue, yPred, sampleWeight);
  const n = yTrue.length;
  const left = varianceOf(n, (i) => yTrue[i]! - yPred[i]!, sampleWeight);
  return explainedShare(left, varianceOf(n, (i) => yTrue[i]!, sampleWeight), forceFinite);
}
