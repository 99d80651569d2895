import { checkLabels, type Labels } from "./labels.ts";
import { checkSampleWeight } from "./sample_weight.ts";

/** What `accuracyScore` may be told. */
export type AccuracyScoreOptions = {
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/**
 * Accuracy: the share of samples whose predicted label is the true one.
 *
 * `sum of the weights of the right ones / sum of all weights`
 *
 * Where one class is much more frequent than the others, always naming it scores high: look at
 * `confusionMatrix` too.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1.
 * @param yPred Predicted labels, shape `(n)`, in the same order and of the same kind.
 * @param options Sample weights, if any.
 * @returns A share between 0 (worst) and 1 (best), without unit.
 * @throws {RangeError} If the lengths differ or are 0, a number is not whole, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If numbers, texts and truth values are mixed.
 *
 * @example
 * ```ts
 * import { accuracyScore } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(accuracyScore(["cat", "dog", "dog", "cat"], ["cat", "dog", "cat", "cat"]), 0.75);
 * ```
 */
export function accuracyScore(
  yTrue: Labels,
  yPred: Labels,
  { sampleWeight }: AccuracyScoreOptions = {},
): number {
  const action = "compute accuracyScore";
  checkLabels(action, yTrue, yPred);
  checkSampleWeight(action, sampleWeight, yTrue.length);
  let right = 0;
  let total = 0;
  for (let i = 0; i < yTrue.length; i++) {
    const weight = sampleWeight?.[i] ?? 1;
    total += weight;
    if (yTrue[i] === yPred[i]) right += weight;
  }
  return right / total;
}
