import { type ExplainedOptions, explainedShare } from "./explained.ts";
import { checkTweedie, tweedie } from "./mean_tweedie_deviance.ts";
import { centreOf, checkCount, checkNumbers } from "./numbers.ts";

/** What `d2TweedieScore` must and may be told. */
export type D2TweedieOptions = ExplainedOptions & {
  /** As in `meanTweedieDeviance`: 0 is normal, 1 Poisson, 2 gamma. */
  power: number;
};

/**
 * D² of the Tweedie deviance: the share of it that the model saves against always predicting the
 * mean of all true values. With power 0 it is {@linkcode r2Score}.
 *
 * `1 − deviance(y, ŷ) / deviance(y, ȳ)`
 *
 * Where all true values are equal the formula divides by 0: see `forceFinite`.
 *
 * @param yTrue True values, shape `(n)`, n >= 2; at least 0 for powers from 1, above 0 from 2.
 * @param yPred Predicted values, shape `(n)`; above 0 for every power but 0.
 * @param options `power` is required; sample weights, `forceFinite`.
 * @returns 1 (perfect) or less, without unit.
 * @throws {RangeError} If the lengths differ or are below 2, a value is not finite or outside the
 * range of the power, the power is between 0 and 1, or weights are negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { d2TweedieScore } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(d2TweedieScore([1, 2, 3], [2, 2, 2], { power: 1 }), 0);
 * assertEquals(d2TweedieScore([1, 2, 3], [1, 2, 3], { power: 1 }), 1);
 * ```
 *
 * Source: T. Hastie, R. Tibshirani and M. Wainwright, Statistical Learning with Sparsity (2015),
 * eq. 3.11.
 */
export function d2TweedieScore(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { power, sampleWeight, forceFinite = true }: D2TweedieOptions,
): number {
  const action = "compute d2TweedieScore";
  checkNumbers(action, yTrue, yPred, sampleWeight);
  checkTweedie(action, yTrue, yPred, power);
  const n = yTrue.length;
  checkCount(action, n, 2);
  const mean = centreOf(n, (i) => yTrue[i]!, sampleWeight);
  const deviance = tweedie(yTrue, (i) => yPred[i]!, power, sampleWeight);
  return explainedShare(deviance, tweedie(yTrue, () => mean, power, sampleWeight), forceFinite);
}
