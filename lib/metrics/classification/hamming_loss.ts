import type { Labels } from "../labels.ts";
import { rightAndAll } from "./accuracy_score.ts";
import { areSets, encodeSets, type LabelSets } from "./label_sets.ts";

/** What `hammingLoss` may be told. */
export type HammingLossOptions = {
  /** All labels that a list could have held. @default all that occur */
  labels?: Labels;
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/**
 * Hamming loss: of all decisions whether a sample has a label, the share that are wrong.
 *
 * `sum over samples of |truth △ prediction| / (n · number of labels)` for lists of labels. Where each
 * sample has one label it is the share of wrong samples, as `zeroOneLoss`.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1, or a list of labels for each sample.
 * @param yPred Predicted labels in the same form and order.
 * @param options All labels there could be; sample weights.
 * @returns A share between 0 (best) and 1 (worst).
 * @throws {RangeError} If the lengths differ or are 0, a number is not whole, lists hold no label at
 * all, or weights are negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { hammingLoss } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * // Of 2 × 2 decisions one is wrong: "wind" was missed.
 * assertEquals(hammingLoss([["sun", "wind"], ["sun"]], [["sun"], ["sun"]]), 0.25);
 * ```
 */
export function hammingLoss(
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  { labels, sampleWeight }: HammingLossOptions = {},
): number {
  const action = "compute hammingLoss";
  if (!areSets(yTrue) && !areSets(yPred)) {
    const [right, total] = rightAndAll(action, yTrue, yPred, sampleWeight);
    return 1 - right / total;
  }
  const sets = encodeSets(action, yTrue, yPred, labels, sampleWeight);
  let wrong = 0;
  let total = 0;
  sets.yTrue.forEach((has, i) => {
    const said = sets.yPred[i]!;
    const both = has.filter((place) => said.includes(place)).length;
    const weight = sampleWeight?.[i] ?? 1;
    wrong += weight * (has.length + said.length - 2 * both);
    total += weight * sets.labels.length;
  });
  return wrong / total;
}
