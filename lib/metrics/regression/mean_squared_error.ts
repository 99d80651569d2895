import { checkNumbers, meanOf, type WeightOptions } from "./numbers.ts";

/**
 * Mean squared error: `sum of w (y − ŷ)² / sum of w`.
 *
 * One large error outweighs many small ones. Predicting the mean makes it smallest.
 *
 * @param yTrue True values, shape `(n)`, n >= 1.
 * @param yPred Predicted values, shape `(n)`, in the same order.
 * @param options Sample weights, if any.
 * @returns 0 (perfect) or more, in the square of the values' unit.
 * @throws {RangeError} If the lengths differ or are 0, a value is not finite, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { meanSquaredError } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(meanSquaredError([1, 2, 3], [1, 2, 6]), 3);
 * ```
 */
export function meanSquaredError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  checkNumbers("compute meanSquaredError", yTrue, yPred, sampleWeight);
  return meanOf(yTrue.length, (i) => (yTrue[i]! - yPred[i]!) ** 2, sampleWeight);
}
