import { checkBetween } from "../../core/mod.ts";
import type { Label, Labels } from "../labels.ts";
import { type AverageOptions, scoresOfClasses } from "./average.ts";
import { classCounts } from "./class_counts.ts";
import { fbetaRatio } from "./fbeta_score.ts";
import type { LabelSets } from "./label_sets.ts";

/** What `classScores` may be told. */
export type ClassScoresOptions = Pick<AverageOptions, "labels" | "sampleWeight"> & {
  /** How much recall counts beside precision in `fscore`, above 0. @default 1 */
  beta?: number;
  /** What a class's score is where it is 0/0. @default 0 */
  zeroDivision?: 0 | 1 | "error";
};

/** How well one class is told from the others. */
export type ClassScores = {
  /** The class. */
  label: Label;
  /** `TP / (TP + FP)`, 0 to 1. */
  precision: number;
  /** `TP / (TP + FN)`, 0 to 1. */
  recall: number;
  /** F-beta, 0 to 1. */
  fscore: number;
  /** `TP / (TP + FP + FN)`, 0 to 1. */
  jaccard: number;
  /** How many samples truly have the class: the sum of their weights. */
  support: number;
};

/**
 * Precision, recall, F-beta and Jaccard index of each class by itself.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1, or a list of labels for each sample.
 * @param yPred Predicted labels in the same form and order.
 * @param options Which classes, in which order; beta; weights; what 0/0 is.
 * @returns One record a class, in the order of `labels` or sorted.
 * @throws {RangeError} If the lengths differ or are 0, `beta` is not above 0, a label is asked for
 * twice, weights are negative, not finite or all 0, or a score is 0/0 and that is an error.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { classScores } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const [cat] = classScores(["cat", "cat", "dog", "dog"], ["cat", "cat", "cat", "dog"]);
 * assertEquals(cat, {
 *   label: "cat",
 *   precision: 2 / 3,
 *   recall: 1,
 *   fscore: 0.8,
 *   jaccard: 2 / 3,
 *   support: 2,
 * });
 * ```
 */
export function classScores(
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  { beta = 1, labels, sampleWeight, zeroDivision = 0 }: ClassScoresOptions = {},
): ClassScores[] {
  const action = "compute classScores";
  checkBetween(action, "beta", beta, 0);
  const counts = classCounts(action, yTrue, yPred, labels, sampleWeight);
  const precision = scoresOfClasses(action, counts, (hits, said) => [hits, said], zeroDivision);
  const recall = scoresOfClasses(action, counts, (hits, _, has) => [hits, has], zeroDivision);
  const fscore = scoresOfClasses(action, counts, fbetaRatio(beta), zeroDivision);
  const union = (hits: number, said: number, has: number): [number, number] => [
    hits,
    said + has - hits,
  ];
  const jaccard = scoresOfClasses(action, counts, union, zeroDivision);
  return counts.labels.map((label, i) => ({
    label,
    precision: precision[i]!,
    recall: recall[i]!,
    fscore: fscore[i]!,
    jaccard: jaccard[i]!,
    support: counts.actual[i]!,
  }));
}
