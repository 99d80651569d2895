import { checkSameLength } from "../../core/mod.ts";
import type { Labels } from "../labels.ts";
import { checkSampleWeight } from "../sample_weight.ts";
import { areRows, type ScoreRows } from "../scores.ts";
import { type PositiveOptions, positivesOf } from "./positives.ts";
import { checkProbabilities, type ClassOptions, probabilityRows } from "./probability_rows.ts";

/** What `brierLoss` may be told. */
export type BrierLossOptions = PositiveOptions & ClassOptions & {
  /**
   * With a row for each sample, whether to halve the sum over classes, so that two classes give the
   * same as one column does.
   *
   * @default true for two columns, else false
   */
  halve?: boolean;
};

/**
 * Brier loss: the mean squared distance between the probabilities and what then was true.
 *
 * `(1/n) · sum of (p − y)²` with y 1 or 0; with a row for each sample, also summed over classes.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param probabilities Of the positive class, shape `(n)`; or of each class, shape `(n, k)`.
 * @param options The positive class, or the classes of the columns; weights; halved or not.
 * @returns From 0 (perfect) to 1, or to 2 where a sum over classes is not halved.
 * @throws {RangeError} If the lengths differ or are 0, probabilities leave 0 to 1 or rows do not sum
 * to 1, a label is none of `labels`, or weights are negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { brierLoss } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(brierLoss([1, 0], [0.8, 0.4]), (0.04 + 0.16) / 2);
 * assertAlmostEquals(brierLoss([1, 0], [[0.2, 0.8], [0.6, 0.4]]), 0.1);
 * ```
 *
 * Source: G. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather
 * Review 78 (1950).
 */
export function brierLoss(
  yTrue: Labels,
  probabilities: ArrayLike<number> | ScoreRows,
  options: BrierLossOptions = {},
): number {
  const { sampleWeight } = options;
  const squared = squaredDistances("compute brierLoss", yTrue, probabilities, options);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < squared.length; i++) {
    const weight = sampleWeight ? sampleWeight[i]! : 1;
    sum += weight * squared[i]!;
    total += weight;
  }
  return sum / total;
}

/** Of each sample the squared distance of what was said from what was true. */
export function squaredDistances(
  action: string,
  yTrue: Labels,
  probabilities: ArrayLike<number> | ScoreRows,
  options: BrierLossOptions,
): Float64Array {
  if (areRows(probabilities)) return distancesOfRows(action, yTrue, probabilities, options);
  const { positive, sampleWeight } = options;
  checkSameLength(action, ["yTrue", yTrue.length], ["probabilities", probabilities.length]);
  checkProbabilities(action, probabilities);
  checkSampleWeight(action, sampleWeight, yTrue.length);
  const is = positivesOf(action, yTrue, positive);
  return Float64Array.from(is, (one, i) => (one - probabilities[i]!) ** 2);
}

function distancesOfRows(
  action: string,
  yTrue: Labels,
  probabilities: ScoreRows,
  options: BrierLossOptions,
): Float64Array {
  const { matrix, codes } = probabilityRows(action, yTrue, probabilities, options);
  const { data, columns } = matrix;
  const { halve = columns === 2 } = options;
  return Float64Array.from(codes, (code, i) => {
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      sum += (Number(j === code) - data[i * columns + j]!) ** 2;
    }
    return halve ? sum / 2 : sum;
  });
}
