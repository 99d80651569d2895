import { checkBetween } from "../../core/mod.ts";
import { checkNumbers, meanOf, type WeightOptions } from "./numbers.ts";

/** What the pinball loss must and may be told. */
export type PinballOptions = WeightOptions & {
  /** Which quantile was predicted, between 0 and 1: 0.9 is to lie above nine values of ten. */
  quantile: number;
};

/**
 * Pinball loss: how good predictions of a quantile q are.
 *
 * Mean of `q (y − ŷ)` where the prediction is too low, of `(1 − q) (ŷ − y)` where it is too high.
 *
 * The true quantile makes it smallest. At q = ½ it is half the mean absolute error.
 *
 * @param yTrue True values, shape `(n)`, n >= 1.
 * @param yPred Predicted quantiles, shape `(n)`, in the same order.
 * @param options `quantile` is required; sample weights, if any.
 * @returns 0 or more, in the values' unit.
 * @throws {RangeError} If the lengths differ or are 0, a value is not finite, `quantile` is not
 * between 0 and 1, or weights are negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example Predicting too little costs nine times as much as too much
 * ```ts
 * import { meanPinballLoss } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(meanPinballLoss([10], [9], { quantile: 0.9 }), 0.9);
 * assertAlmostEquals(meanPinballLoss([10], [11], { quantile: 0.9 }), 0.1);
 * ```
 *
 * Source: R. Koenker and G. Bassett, "Regression quantiles", Econometrica 46 (1978).
 */
export function meanPinballLoss(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { quantile, sampleWeight }: PinballOptions,
): number {
  const action = "compute meanPinballLoss";
  checkNumbers(action, yTrue, yPred, sampleWeight);
  checkBetween(action, "quantile", quantile, 0, 1);
  return pinball(yTrue, (i) => yPred[i]!, quantile, sampleWeight);
}

/** The loss itself, with the prediction for each sample as a function of its place. */
export function pinball(
  yTrue: ArrayLike<number>,
  prediction: (i: number) => number,
  quantile: number,
  sampleWeight?: ArrayLike<number>,
): number {
  const loss = (i: number) => {
    const error = yTrue[i]! - prediction(i);
    return error > 0 ? quantile * error : (quantile - 1) * error;
  };
  return meanOf(yTrue.length, loss, sampleWeight);
}
