import type { Labels } from "../labels.ts";
import { averaged, type AverageOptions } from "./average.ts";
import type { LabelSets } from "./label_sets.ts";

/**
 * Recall, or sensitivity: of the samples that are of a class, the share that are found.
 *
 * `TP / (TP + FN)`
 *
 * With 0/0 (see `zeroDivision`) it is 0 unless told otherwise.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1, or a list of labels for each sample.
 * @param yPred Predicted labels in the same form and order.
 * @param options How classes are averaged, which is the positive one, weights, what 0/0 is.
 * @returns A share between 0 (worst) and 1 (best), without unit.
 * @throws {RangeError} If the lengths differ or are 0, `average` is `"binary"` and there are more
 * than two classes or no `positive` one, weights are negative, not finite or all 0, or the score is
 * 0/0 and that is an error.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example One of four illnesses was missed
 * ```ts
 * import { recallScore } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(recallScore([1, 1, 1, 1, 0], [1, 1, 1, 0, 0]), 0.75);
 * assertEquals(recallScore([1, 1, 1, 1, 0], [1, 1, 1, 0, 0], { positive: 0 }), 1);
 * ```
 */
export function recallScore(
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  options: AverageOptions = {},
): number {
  const ratio = (hits: number, _: number, actual: number): [number, number] => [hits, actual];
  return averaged("compute recallScore", yTrue, yPred, ratio, options);
}
