import { checkBetween } from "../../core/mod.ts";
import { checkNumbers, meanOf, type WeightOptions } from "./numbers.ts";

/** What `meanHuberLoss` must and may be told. */
export type HuberOptions = WeightOptions & {
  /** Where squares turn into lines: an error of this size, in the values' unit, above 0. */
  delta: number;
};

/**
 * Huber loss: the square for small errors, the absolute value for large ones.
 *
 * With e = y − ŷ: mean of `e² / 2` where |e| <= δ, of `δ (|e| − δ / 2)` beyond.
 *
 * @param yTrue True values, shape `(n)`, n >= 1.
 * @param yPred Predicted values, shape `(n)`, in the same order.
 * @param options `delta` is required; sample weights, if any.
 * @returns 0 (perfect) or more, in the square of the values' unit.
 * @throws {RangeError} If the lengths differ or are 0, a value is not finite, `delta` is not above 0,
 * or weights are negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example An error of 1 costs ½, one of 10 not 50 but 9½
 * ```ts
 * import { meanHuberLoss } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(meanHuberLoss([0, 0], [1, 10], { delta: 1 }), 5);
 * ```
 *
 * Source: P. Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics
 * 35 (1964), 73–101.
 */
export function meanHuberLoss(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { delta, sampleWeight }: HuberOptions,
): number {
  const action = "compute meanHuberLoss";
  checkNumbers(action, yTrue, yPred, sampleWeight);
  checkBetween(action, "delta", delta, 0);
  const loss = (i: number) => {
    const error = Math.abs(yTrue[i]! - yPred[i]!);
    return error <= delta ? error * error / 2 : delta * (error - delta / 2);
  };
  return meanOf(yTrue.length, loss, sampleWeight);
}
