import { cannot } from "../../core/mod.ts";
import { checkNumbers, meanOf, type WeightOptions } from "./numbers.ts";

/** What the Tweedie deviance must and may be told. */
export type TweedieOptions = WeightOptions & {
  /**
   * How the variance grows with the mean, as its power: 0 is normal, 1 Poisson (counts), 2 gamma
   * (positive, same relative spread), between 1 and 2 positive with zeros. Not between 0 and 1.
   */
  power: number;
};

/**
 * Tweedie deviance: twice the log-likelihood lost against predicting each value exactly, in the
 * distribution whose variance is the mean to some power.
 *
 * - power 0: mean of `(y − ŷ)²`, the mean squared error
 * - power 1: mean of `2 (y log(y / ŷ) − y + ŷ)`
 * - power 2: mean of `2 (log(ŷ / y) + y / ŷ − 1)`
 * - other p: mean of `2 (max(y, 0)²⁻ᵖ / ((1 − p)(2 − p)) − y ŷ¹⁻ᵖ / (1 − p) + ŷ²⁻ᵖ / (2 − p))`
 *
 * @param yTrue True values, shape `(n)`, n >= 1; at least 0 for powers from 1, above 0 from 2.
 * @param yPred Predicted values, shape `(n)`; above 0 for every power but 0.
 * @param options `power` is required; sample weights, if any.
 * @returns 0 (perfect) or more.
 * @throws {RangeError} If the lengths differ or are 0, a value is not finite or outside the range
 * of the power, the power is between 0 and 1, or weights are negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example The same error weighs less where much was to be expected
 * ```ts
 * import { meanTweedieDeviance } from "descent/metrics";
 * import { assert } from "@std/assert";
 *
 * const few = meanTweedieDeviance([3], [2], { power: 1 });
 * const many = meanTweedieDeviance([101], [100], { power: 1 });
 * assert(few > 10 * many);
 * ```
 *
 * Source: B. Jørgensen, The Theory of Dispersion Models (1997), ch. 4.
 */
export function meanTweedieDeviance(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { power, sampleWeight }: TweedieOptions,
): number {
  const action = "compute meanTweedieDeviance";
  checkNumbers(action, yTrue, yPred, sampleWeight);
  checkTweedie(action, yTrue, yPred, power);
  return tweedie(yTrue, (i) => yPred[i]!, power, sampleWeight);
}

/**
 * Poisson deviance, for counts: {@linkcode meanTweedieDeviance} with power 1.
 *
 * @param yTrue Counts of at least 0, shape `(n)`, n >= 1.
 * @param yPred Predicted means above 0, shape `(n)`.
 * @param options Sample weights, if any.
 * @returns 0 (perfect) or more.
 * @throws {RangeError} If the lengths differ or are 0, a value is not finite or outside its range,
 * or weights are negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { meanPoissonDeviance } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(meanPoissonDeviance([0, 0], [1, 2]), 3);
 * ```
 */
export function meanPoissonDeviance(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  const action = "compute meanPoissonDeviance";
  checkNumbers(action, yTrue, yPred, sampleWeight);
  checkTweedie(action, yTrue, yPred, 1);
  return tweedie(yTrue, (i) => yPred[i]!, 1, sampleWeight);
}

/**
 * Gamma deviance, for positive values with the same relative spread everywhere:
 * {@linkcode meanTweedieDeviance} with power 2. It looks at ratios only: another unit, same result.
 *
 * @param yTrue True values above 0, shape `(n)`, n >= 1.
 * @param yPred Predicted means above 0, shape `(n)`.
 * @param options Sample weights, if any.
 * @returns 0 (perfect) or more, without unit.
 * @throws {RangeError} If the lengths differ or are 0, a value is not finite or not above 0, or
 * weights are negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { meanGammaDeviance } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(meanGammaDeviance([1], [2]), meanGammaDeviance([100], [200]));
 * ```
 */
export function meanGammaDeviance(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  const action = "compute meanGammaDeviance";
  checkNumbers(action, yTrue, yPred, sampleWeight);
  checkTweedie(action, yTrue, yPred, 2);
  return tweedie(yTrue, (i) => yPred[i]!, 2, sampleWeight);
}

/** The deviance itself, with the prediction for each sample as a function of its place. */
export function tweedie(
  yTrue: ArrayLike<number>,
  prediction: (i: number) => number,
  power: number,
  sampleWeight?: ArrayLike<number>,
): number {
  const deviance = unitDeviance(power);
  return meanOf(yTrue.length, (i) => deviance(yTrue[i]!, prediction(i)), sampleWeight);
}

function unitDeviance(p: number): (y: number, mean: number) => number {
  if (p === 0) return (y, mean) => (y - mean) ** 2;
  if (p === 1) return (y, mean) => 2 * ((y === 0 ? 0 : y * Math.log(y / mean)) - y + mean);
  if (p === 2) return (y, mean) => 2 * (Math.log(mean / y) + y / mean - 1);
  return (y, mean) =>
    2 * (Math.max(y, 0) ** (2 - p) / ((1 - p) * (2 - p)) - y * mean ** (1 - p) / (1 - p) +
      mean ** (2 - p) / (2 - p));
}

/** Stops unless all values lie where the distribution of that power has any. */
export function checkTweedie(
  action: string,
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  power: number,
): void {
  if (!Number.isFinite(power) || (power > 0 && power < 1)) {
    throw new RangeError(cannot(action, "power must be at most 0 or at least 1", power));
  }
  if (power === 0) return;
  const stopAt = (name: string, values: ArrayLike<number>, above: boolean) => {
    const bad = Array.from(values).find((value) => above ? value <= 0 : value < 0);
    if (bad === undefined) return;
    const range = above ? "above 0" : "of at least 0";
    throw new RangeError(
      cannot(action, `${name} must hold values ${range} for power ${power}`, bad),
    );
  };
  if (power >= 1) stopAt("yTrue", yTrue, power >= 2);
  stopAt("yPred", yPred, true);
}
