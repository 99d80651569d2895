import type { Labels } from "../labels.ts";
import { areSets, encodeSets, type LabelSets } from "./label_sets.ts";
import { countPairs } from "./pairs.ts";

/** What `accuracyScore` may be told. */
export type AccuracyScoreOptions = {
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
  /** Whether the share of right samples is wanted, or else their number. @default true */
  normalize?: boolean;
};

/**
 * Accuracy: the share of samples whose predicted label is the true one.
 *
 * `sum of the weights of the right ones / sum of all weights`
 *
 * Where one class is much more frequent than the others, always naming it scores high: look at
 * `confusionMatrix` too. A list of labels is right only if all of its labels are.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1, or a list of labels for each sample.
 * @param yPred Predicted labels in the same form and order.
 * @param options Sample weights, if any; share or number.
 * @returns A share between 0 (worst) and 1 (best), without unit, or the weight of the right samples.
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
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  { sampleWeight, normalize = true }: AccuracyScoreOptions = {},
): number {
  const [right, total] = rightAndAll("compute accuracyScore", yTrue, yPred, sampleWeight);
  return normalize ? right / total : right;
}

/** The weight of the samples that are right, and of all. */
export function rightAndAll(
  action: string,
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  sampleWeight?: ArrayLike<number>,
): [number, number] {
  if (areSets(yTrue) || areSets(yPred)) return rightSets(action, yTrue, yPred, sampleWeight);
  const { labels, counts } = countPairs(action, yTrue as Labels, yPred as Labels, sampleWeight);
  let right = 0;
  let total = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    total += counts[cell]!;
    if (cell % (labels.length + 1) === 0) right += counts[cell]!;
  }
  return [right, total];
}

function rightSets(
  action: string,
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  sampleWeight?: ArrayLike<number>,
): [number, number] {
  const sets = encodeSets(action, yTrue, yPred, undefined, sampleWeight);
  let right = 0;
  let total = 0;
  sets.yTrue.forEach((has, i) => {
    const said = sets.yPred[i]!;
    const weight = sampleWeight?.[i] ?? 1;
    total += weight;
    if (has.length === said.length && has.every((place) => said.includes(place))) right += weight;
  });
  return [right, total];
}
