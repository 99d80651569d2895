import { cannot, checkInteger } from "../../core/mod.ts";
import { type ExplainedOptions, explainedShare, varianceOf } from "./explained.ts";
import { checkCount, checkNumbers, meanOf } from "./numbers.ts";

/**
 * R²: the share of the variance that the model explains.
 *
 * `1 − sum of w (y − ŷ)² / sum of w (y − ȳ)²`, where ȳ is the weighted mean of y
 *
 * 1 is perfect, 0 is as good as always predicting the mean, below 0 is worse than that. Where all
 * true values are equal the formula divides by 0: see `forceFinite`.
 *
 * @param yTrue True values, shape `(n)`, n >= 2.
 * @param yPred Predicted values, shape `(n)`, in the same order.
 * @param options Sample weights, if any, and `forceFinite`.
 * @returns 1 or less, without unit.
 * @throws {RangeError} If the lengths differ or are below 2, a value is not finite, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { r2Score } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(r2Score([1, 2, 3, 4], [1, 2, 3, 5]), 0.8);
 * assertEquals(r2Score([1, 2, 3, 4], [2.5, 2.5, 2.5, 2.5]), 0);
 * ```
 */
export function r2Score(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight, forceFinite = true }: ExplainedOptions = {},
): number {
  return share("compute r2Score", yTrue, yPred, sampleWeight, forceFinite);
}

/** What `adjustedR2Score` must and may be told. */
export type AdjustedR2Options = ExplainedOptions & {
  /** How many features the model was fitted on, d, at most n − 2. */
  features: number;
};

/**
 * Adjusted R²: R² less what d useless features would win on the data they were fitted on.
 *
 * `1 − (1 − R²) (n − 1) / (n − d − 1)`
 *
 * For data that the model has not seen, {@linkcode r2Score} is the fair one.
 *
 * @param yTrue True values, shape `(n)`, n >= d + 2.
 * @param yPred Predicted values, shape `(n)`, in the same order.
 * @param options `features` is required; sample weights, `forceFinite`.
 * @returns 1 or less, never above R², without unit.
 * @throws {RangeError} If the lengths differ or are below 2, there are not at least two samples more
 * than features, a value is not finite, or weights are negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { adjustedR2Score } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(adjustedR2Score([1, 2, 3, 4], [1, 2, 3, 5], { features: 1 }), 0.7);
 * ```
 *
 * Source: M. Ezekiel, Methods of Correlation Analysis (1930).
 */
export function adjustedR2Score(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { features, sampleWeight, forceFinite = true }: AdjustedR2Options,
): number {
  const action = "compute adjustedR2Score";
  checkInteger(action, "features", features);
  const r2 = share(action, yTrue, yPred, sampleWeight, forceFinite);
  const n = yTrue.length;
  if (n < features + 2) {
    const needed = `${features} features take at least ${features + 2} samples`;
    throw new RangeError(cannot(action, needed, n));
  }
  return 1 - (1 - r2) * (n - 1) / (n - features - 1);
}

function share(
  action: string,
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  sampleWeight: ArrayLike<number> | undefined,
  forceFinite: boolean,
): number {
  checkNumbers(action, yTrue, yPred, sampleWeight);
  const n = yTrue.length;
  checkCount(action, n, 2);
  const error = meanOf(n, (i) => (yTrue[i]! - yPred[i]!) ** 2, sampleWeight);
  return explainedShare(error, varianceOf(n, (i) => yTrue[i]!, sampleWeight), forceFinite);
}
