import type { Labels } from "../labels.ts";
import type { CurveOptions } from "./curve_options.ts";
import { thresholdCounts } from "./threshold_counts.ts";

/** The points of a precision–recall curve, from full recall to the point (recall 0, precision 1). */
export type PrecisionRecallPoints = {
  /** Of the samples taken for positive, the share that are; one more than thresholds, 1 at last. */
  precision: Float64Array;
  /** Of the positives, the share found, descending; one more than thresholds, 0 at last. */
  recall: Float64Array;
  /** The score from which a sample is taken for positive, ascending. */
  thresholds: Float64Array;
};

/**
 * Precision–recall curve: how pure the alarms are at each threshold, against how many positives they
 * find. Where positives are rare it shows what a ROC curve hides.
 *
 * Where there are no positives recall is 0/0; this returns 1 at every threshold. The last point has
 * no threshold: it stands for raising no alarm.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param scores The higher, the likelier positive, shape `(n)`; equal ones share a threshold.
 * @param options The positive class; weights; whether to leave out points between others of the same
 * recall.
 * @returns One point for each different score, and the last one.
 * @throws {RangeError} If the lengths differ or are 0, a score is not finite, `positive` is none of
 * the labels or not told where it must be, or weights are negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { precisionRecallCurve } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const curve = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * assertEquals(curve.thresholds, Float64Array.of(0.1, 0.35, 0.4, 0.8));
 * assertEquals(curve.precision, Float64Array.of(0.5, 2 / 3, 0.5, 1, 1));
 * assertEquals(curve.recall, Float64Array.of(1, 1, 0.5, 0.5, 0));
 * ```
 *
 * Source: J. Davis, M. Goadrich, "The relationship between precision-recall and ROC curves", ICML
 * 2006.
 */
export function precisionRecallCurve(
  yTrue: Labels,
  scores: ArrayLike<number>,
  { dropIntermediate = false, ...options }: CurveOptions = {},
): PrecisionRecallPoints {
  const counts = thresholdCounts("compute precisionRecallCurve", yTrue, scores, options);
  const { thresholds, truePositives, falsePositives, positives } = counts;
  const all = Uint32Array.from(thresholds.keys()).reverse();
  const kept = dropIntermediate ? all.filter((i) => isEnd(truePositives, i)) : all;
  const precision = new Float64Array(kept.length + 1).fill(1);
  const recall = new Float64Array(kept.length + 1);
  kept.forEach((i, j) => {
    precision[j] = truePositives[i]! / (truePositives[i]! + falsePositives[i]!);
    recall[j] = positives === 0 ? 1 : truePositives[i]! / positives;
  });
  return { precision, recall, thresholds: Float64Array.from(kept, (i) => thresholds[i]!) };
}

/** Whether recall changes just before or after. */
function isEnd(sums: Float64Array, i: number): boolean {
  if (i === 0 || i === sums.length - 1) return true;
  return sums[i - 1] !== sums[i] || sums[i] !== sums[i + 1];
}
