import type { Labels } from "../labels.ts";
import { averaged, type AverageOptions } from "./average.ts";
import type { LabelSets } from "./label_sets.ts";

/**
 * Precision: of the samples said to be of a class, the share that are.
 *
 * `TP / (TP + FP)`
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
 * @example One of three alarms was false
 * ```ts
 * import { precisionScore } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const yTrue = ["ham", "spam", "spam", "spam"];
 * const yPred = ["spam", "spam", "spam", "ham"];
 * assertEquals(precisionScore(yTrue, yPred, { positive: "spam" }), 2 / 3);
 * assertEquals(precisionScore(yTrue, yPred, { average: "macro" }), 1 / 3);
 * ```
 */
export function precisionScore(
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  options: AverageOptions = {},
): number {
  const ratio = (hits: number, predicted: number): [number, number] => [hits, predicted];
  return averaged("compute precisionScore", yTrue, yPred, ratio, options);
}
