import { cannot } from "../../core/mod.ts";
import { checkNumbers, meanOf, type WeightOptions } from "./numbers.ts";

/**
 * Mean squared logarithmic error: the mean of `(log(1 + y) − log(1 + ŷ))²`.
 *
 * It looks at ratios: 20 for 10 is about as wrong as 200 for 100.
 *
 * @param yTrue True values above −1, shape `(n)`, n >= 1.
 * @param yPred Predicted values above −1, shape `(n)`, in the same order.
 * @param options Sample weights, if any.
 * @returns 0 (perfect) or more, without unit.
 * @throws {RangeError} If the lengths differ or are 0, a value is not finite or not above −1, or
 * weights are negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { meanSquaredLogError } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(meanSquaredLogError([0, 9], [0, 99]), Math.log(10) ** 2 / 2);
 * ```
 */
export function meanSquaredLogError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  return squaredLogError("compute meanSquaredLogError", yTrue, yPred, sampleWeight);
}

/**
 * Root mean squared logarithmic error: the square root of {@linkcode meanSquaredLogError}. Small
 * ones read as ratios: 0.05 is about 5 %.
 *
 * @param yTrue True values above −1, shape `(n)`, n >= 1.
 * @param yPred Predicted values above −1, shape `(n)`, in the same order.
 * @param options Sample weights, if any.
 * @returns 0 (perfect) or more, without unit.
 * @throws {RangeError} If the lengths differ or are 0, a value is not finite or not above −1, or
 * weights are negative, not finite, or all 0.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { rootMeanSquaredLogError } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(rootMeanSquaredLogError([9], [99]), Math.log(10));
 * ```
 */
export function rootMeanSquaredLogError(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  { sampleWeight }: WeightOptions = {},
): number {
  return Math.sqrt(
    squaredLogError("compute rootMeanSquaredLogError", yTrue, yPred, sampleWeight),
  );
}

function squaredLogError(
  action: string,
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  sampleWeight?: ArrayLike<number>,
): number {
  checkNumbers(action, yTrue, yPred, sampleWeight);
  for (const [name, values] of [["yTrue", yTrue], ["yPred", yPred]] as const) {
    const bad = Array.from(values).find((value) => value <= -1);
    if (bad === undefined) continue;
    throw new RangeError(cannot(action, `${name} must hold values above -1`, bad));
  }
  const error = (i: number) => (Math.log1p(yTrue[i]!) - Math.log1p(yPred[i]!)) ** 2;
  return meanOf(yTrue.length, error, sampleWeight);
}
