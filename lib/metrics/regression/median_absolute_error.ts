import { checkNumbers, type WeightOptions } from "./numbers.ts";
import { weightedQuantile } from "./weighted_quantile.ts";

/**
 * Median absolute error: the value that half of the errors |y − ŷ| do not exceed.
 *
 * A few wild errors do not move it. Between two middle errors it is their mean; with weights, the
 * mean of the two errors between which just half of the weight lies.
 *
 * @param yTrue True values, shape `(n)`, n >= 1.
 * @param yPred Predicted values, shape `(n)`, in the same order.
 * @param options Sample weights, if any.
 * @returns 0 or more, in the values' unit.
 * @throws {RangeError} If the lengths differ or are 0, a value is not finite, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { medianAbsoluteError } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(medianAbsoluteError([1, 2, 3], [1, 3, 1000]), 1);
 * ```
 */
export function medianAbsoluteError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  checkNumbers("compute medianAbsoluteError", yTrue, yPred, sampleWeight);
  const errors = Float64Array.from(yTrue, (y, i) => Math.abs(y - yPred[i]!));
  return weightedQuantile(errors, 0.5, sampleWeight);
}
