import { checkNumbers, meanOf, type WeightOptions } from "./numbers.ts";

/**
 * Mean absolute percentage error: the mean of `|y − ŷ| / |y|`, as a share, not times 100.
 *
 * At a true value of 0 an error is divided by 2⁻⁵² instead, so that one such sample makes the result
 * huge rather than hiding: use another metric where true values may be 0. It forgives predictions
 * that are too small more than ones that are too large.
 *
 * @param yTrue True values, shape `(n)`, n >= 1.
 * @param yPred Predicted values, shape `(n)`, in the same order.
 * @param options Sample weights, if any.
 * @returns 0 (perfect) or more, a share without unit.
 * @throws {RangeError} If the lengths differ or are 0, a value is not finite, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { meanAbsolutePercentageError } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(meanAbsolutePercentageError([10, 100], [15, 50]), 0.5);
 * ```
 *
 * Source: scikit-learn's mean_absolute_percentage_error, for the treatment of 0.
 */
export function meanAbsolutePercentageError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  checkNumbers("compute meanAbsolutePercentageError", yTrue, yPred, sampleWeight);
  const share = (i: number) =>
    Math.abs(yTrue[i]! - yPred[i]!) / Math.max(Math.abs(yTrue[i]!), Number.EPSILON);
  return meanOf(yTrue.length, share, sampleWeight);
}
