import type { Labels } from "../labels.ts";
import { classCounts } from "./class_counts.ts";
import type { LabelSets } from "./label_sets.ts";

/** What `multilabelConfusionMatrix` may be told. */
export type MultilabelConfusionOptions = {
  /** Which classes, in which order. @default all that occur, sorted */
  labels?: Labels;
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/**
 * For each class the confusion matrix of having it: `[[TN, FP], [FN, TP]]`.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1, or a list of labels for each sample.
 * @param yPred Predicted labels in the same form and order.
 * @param options Which classes; sample weights.
 * @returns One 2 × 2 table a class; first row without the class, second with it.
 * @throws {RangeError} If the lengths differ or are 0, a label is asked for twice, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { multilabelConfusionMatrix } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const [sun, wind] = multilabelConfusionMatrix([["sun", "wind"], ["wind"]], [["sun"], ["wind"]]);
 * assertEquals(sun, [[1, 0], [0, 1]]);
 * assertEquals(wind, [[0, 0], [1, 1]]);
 * ```
 */
export function multilabelConfusionMatrix(
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  { labels, sampleWeight }: MultilabelConfusionOptions = {},
): [[number, number], [number, number]][] {
  const action = "compute multilabelConfusionMatrix";
  const { hits, predicted, actual, total, labels: order } = classCounts(
    action,
    yTrue,
    yPred,
    labels,
    sampleWeight,
  );
  return order.map((_, i) => {
    const [both, said, has] = [hits[i]!, predicted[i]!, actual[i]!];
    return [[total - said - has + both, said - both], [has - both, both]];
  });
}
