import type { Labels } from "../labels.ts";
import { averaged, type AverageOptions } from "./average.ts";
import { fbetaRatio } from "./fbeta_score.ts";
import type { LabelSets } from "./label_sets.ts";

/**
 * F1: the harmonic mean of precision and recall, 1 only where both are.
 *
 * `2 TP / (2 TP + FN + FP)`
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
 * @example Accuracy is 0.8 for never raising the alarm; F1 is not impressed
 * ```ts
 * import { accuracyScore, f1Score } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const [yTrue, yPred] = [[0, 0, 0, 0, 1], [0, 0, 0, 0, 0]];
 * assertEquals([accuracyScore(yTrue, yPred), f1Score(yTrue, yPred)], [0.8, 0]);
 * ```
 */
export function f1Score(
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  options: AverageOptions = {},
): number {
  return averaged("compute f1Score", yTrue, yPred, fbetaRatio(1), options);
}
