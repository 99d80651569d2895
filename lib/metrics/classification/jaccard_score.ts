import type { Labels } from "../labels.ts";
import { averaged, type AverageOptions } from "./average.ts";
import type { LabelSets } from "./label_sets.ts";

/**
 * Jaccard index: of the samples that are of a class or said to be, the share that are both.
 *
 * `TP / (TP + FP + FN)`
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
 * @example
 * ```ts
 * import { jaccardScore } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(jaccardScore([1, 1, 1, 0, 0], [1, 1, 0, 1, 0]), 0.5);
 * assertEquals(jaccardScore([["sun", "wind"]], [["sun"]], { average: "samples" }), 0.5);
 * ```
 *
 * Source: P. Jaccard, "The distribution of the flora in the alpine zone", New Phytologist 11 (1912).
 */
export function jaccardScore(
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  options: AverageOptions = {},
): number {
  const ratio = (hits: number, predicted: number, actual: number): [number, number] => [
    hits,
    predicted + actual - hits,
  ];
  return averaged("compute jaccardScore", yTrue, yPred, ratio, options);
}
