import { checkNumbers, meanOf, type WeightOptions } from "./numbers.ts";

/**
 * Mean absolute error: `sum of w |y − ŷ| / sum of w`.
 *
 * Each error counts by its size. Predicting the median makes it smallest.
 *
 * @param yTrue True values, shape `(n)`, n >= 1.
 * @param yPred Predicted values, shape `(n)`, in the same order.
 * @param options Sample weights, if any.
 * @returns 0 (perfect) or more, in the values' unit.
 * @throws {RangeError} If the lengths differ or are 0, a value is not finite, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { meanAbsoluteError } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(meanAbsoluteError([1, 2, 3], [1, 2, 6]), 1);
 * ```
 */
export function meanAbsoluteError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  checkNumbers("compute meanAbsoluteError", yTrue, yPred, sampleWeight);
  return meanOf(yTrue.length, (i) => Math.abs(yTrue[i]! - yPred[i]!), sampleWeight);
}
