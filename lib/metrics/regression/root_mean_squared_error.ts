import { checkNumbers, meanOf, type WeightOptions } from "./numbers.ts";

/**
 * Root mean squared error: the square root of {@linkcode meanSquaredError}, in the values' own unit.
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
 * import { rootMeanSquaredError } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(rootMeanSquaredError([1, 2, 3, 4], [1, 2, 3, 8]), 2);
 * ```
 */
export function rootMeanSquaredError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  checkNumbers("compute rootMeanSquaredError", yTrue, yPred, sampleWeight);
  return Math.sqrt(meanOf(yTrue.length, (i) => (yTrue[i]! - yPred[i]!) ** 2, sampleWeight));
}
