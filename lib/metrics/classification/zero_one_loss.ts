import type { Labels } from "../labels.ts";
import { type AccuracyScoreOptions, rightAndAll } from "./accuracy_score.ts";
import type { LabelSets } from "./label_sets.ts";

/**
 * Zero-one loss: the share of samples that are wrong, `1 − accuracyScore`.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1, or a list of labels for each sample.
 * @param yPred Predicted labels in the same form and order.
 * @param options Sample weights, if any; share or number.
 * @returns A share between 0 (best) and 1 (worst), or the weight of the wrong samples.
 * @throws {RangeError} If the lengths differ or are 0, a number is not whole, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If numbers, texts and truth values are mixed.
 *
 * @example
 * ```ts
 * import { zeroOneLoss } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(zeroOneLoss([1, 0, 1, 1], [1, 0, 0, 1]), 0.25);
 * ```
 */
export function zeroOneLoss(
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  { sampleWeight, normalize = true }: AccuracyScoreOptions = {},
): number {
  const [right, total] = rightAndAll("compute zeroOneLoss", yTrue, yPred, sampleWeight);
  return normalize ? 1 - right / total : total - right;
}
