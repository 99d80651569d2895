import { checkBetween } from "../../core/mod.ts";
import { type ExplainedOptions, explainedShare } from "./explained.ts";
import { pinball } from "./mean_pinball_loss.ts";
import { checkCount, checkNumbers } from "./numbers.ts";
import { weightedQuantile } from "./weighted_quantile.ts";

/** What `d2PinballScore` must and may be told. */
export type D2PinballOptions = ExplainedOptions & {
  /** Which quantile was predicted, between 0 and 1. */
  quantile: number;
};

/**
 * D² of the pinball loss: the share of it that the model saves against always predicting the
 * quantile of all true values.
 *
 * `1 − loss(y, ŷ) / loss(y, quantile of y)`
 *
 * 1 is perfect, 0 is as good as that constant. The quantile is the averaged inverse of the
 * distribution function, which makes the loss of a constant smallest. Where all true values are
 * equal the formula divides by 0: see `forceFinite`.
 *
 * @param yTrue True values, shape `(n)`, n >= 2.
 * @param yPred Predicted quantiles, shape `(n)`, in the same order.
 * @param options `quantile` is required; sample weights, `forceFinite`.
 * @returns 1 or less, without unit.
 * @throws {RangeError} If the lengths differ or are below 2, a value is not finite, `quantile` is not
 * between 0 and 1, or weights are negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { d2PinballScore } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(d2PinballScore([1, 2, 3], [2, 2, 2], { quantile: 0.5 }), 0);
 * assertEquals(d2PinballScore([1, 2, 3], [1, 2, 2], { quantile: 0.5 }), 0.5);
 * ```
 *
 * Source: R. Koenker and J. Machado, "Goodness of fit and related inference processes for quantile
 * regression", Journal of the American Statistical Association 94 (1999), eq. 7.
 */
export function d2PinballScore(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { quantile, sampleWeight, forceFinite = true }: D2PinballOptions,
): number {
  const action = "compute d2PinballScore";
  checkBetween(action, "quantile", quantile, 0, 1);
  return savedPinball(action, yTrue, yPred, quantile, sampleWeight, forceFinite);
}

/**
 * D² of the absolute error: the share of it that the model saves against always predicting the
 * median of all true values. It is {@linkcode d2PinballScore} at the quantile ½.
 *
 * @param yTrue True values, shape `(n)`, n >= 2.
 * @param yPred Predicted values, shape `(n)`, in the same order.
 * @param options Sample weights, if any, and `forceFinite`.
 * @returns 1 (perfect) or less, without unit.
 * @throws {RangeError} If the lengths differ or are below 2, a value is not finite, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { d2AbsoluteErrorScore } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(d2AbsoluteErrorScore([1, 2, 3], [1, 2, 2]), 0.5);
 * ```
 */
export function d2AbsoluteErrorScore(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight, forceFinite = true }: ExplainedOptions = {},
): number {
  const action = "compute d2AbsoluteErrorScore";
  return savedPinball(action, yTrue, yPred, 0.5, sampleWeight, forceFinite);
}

function savedPinball(
  action: string,
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  quantile: number,
  sampleWeight: ArrayLike<number> | undefined,
  forceFinite: boolean,
): number {
  checkNumbers(action, yTrue, yPred, sampleWeight);
  checkCount(action, yTrue.length, 2);
  const constant = weightedQuantile(yTrue, quantile, sampleWeight);
  const loss = pinball(yTrue, (i) => yPred[i]!, quantile, sampleWeight);
  const lossOfConstant = pinball(yTrue, () => constant, quantile, sampleWeight);
  return explainedShare(loss, lossOfConstant, forceFinite);
}
