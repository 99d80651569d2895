import { checkNumbers } from "./numbers.ts";

/**
 * Largest error: the greatest |y − ŷ|. It takes no weights: the worst case counts, however rare.
 *
 * @param yTrue True values, shape `(n)`, n >= 1.
 * @param yPred Predicted values, shape `(n)`, in the same order.
 * @returns 0 (perfect) or more, in the values' unit.
 * @throws {RangeError} If the lengths differ or are 0, or a value is not finite.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { maxError } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(maxError([1, 2, 3], [1, 3, 1]), 2);
 * ```
 */
export function maxError(yTrue: ArrayLike<number>, yPred: ArrayLike<number>): number {
  checkNumbers("compute maxError", yTrue, yPred);
  let largest = 0;
  for (let i = 0; i < yTrue.length; i++) {
    largest = Math.max(largest, Math.abs(yTrue[i]! - yPred[i]!));
  }
  return largest;
}
