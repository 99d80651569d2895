import type { Labels } from "../labels.ts";
import { checkCosts, type OutcomeCosts } from "./best_threshold.ts";
import type { PositiveOptions } from "./positives.ts";
import { checkBothClasses, thresholdCounts } from "./threshold_counts.ts";

/** What `thresholdTable` may be told. */
export type ThresholdTableOptions = PositiveOptions & {
  /** The thresholds to look at. @default every different score */
  thresholds?: ArrayLike<number>;
  /** What outcomes cost, to have the mean cost too. @default a mistake costs 1 */
  cost?: OutcomeCosts;
};

/** What happens at one threshold. */
export type ThresholdRow = {
  /** A sample is taken for positive from this score on. */
  threshold: number;
  /** Of those taken for positive, the share that are; 1 where there are none. */
  precision: number;
  /** Of the positives, the share found. */
  recall: number;
  /** Of the negatives, the share taken for positive. */
  falsePositiveRate: number;
  /** Harmonic mean of precision and recall. */
  f1: number;
  /** Share of all samples that are right. */
  accuracy: number;
  /** Mean cost of a sample. */
  cost: number;
};

/**
 * What each threshold gives: precision, recall, false alarms, F1, accuracy and cost in one table,
 * from the highest threshold down. The numbers behind a threshold slider.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param scores The higher, the likelier positive, shape `(n)`.
 * @param options Which thresholds; what outcomes cost; the positive class; weights.
 * @returns One row a threshold, descending.
 * @throws {RangeError} If the lengths differ or are 0, a score or cost is not finite, `yTrue` does not
 * hold both classes, `positive` is none of its labels or not told where it must be, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { thresholdTable } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const [row] = thresholdTable([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], { thresholds: [0.5] });
 * assertEquals([row!.precision, row!.recall, row!.accuracy], [1, 0.5, 0.75]);
 * ```
 */
export function thresholdTable(
  yTrue: Labels,
  scores: ArrayLike<number>,
  { thresholds, cost = { falsePositive: 1, falseNegative: 1 }, ...options }: ThresholdTableOptions =
    {},
): ThresholdRow[] {
  const action = "compute thresholdTable";
  checkCosts(action, cost);
  const counts = thresholdCounts(action, yTrue, scores, options);
  checkBothClasses(action, counts);
  const { positives, negatives } = counts;
  const { falsePositive, falseNegative, truePositive = 0, trueNegative = 0 } = cost;
  let at = -1;
  return Array.from(thresholds ?? counts.thresholds).sort((a, b) => b - a).map((threshold) => {
    while (at + 1 < counts.thresholds.length && counts.thresholds[at + 1]! >= threshold) at++;
    const hits = counts.truePositives[at] ?? 0;
    const alarms = counts.falsePositives[at] ?? 0;
    const [misses, quiet] = [positives - hits, negatives - alarms];
    const sum = alarms * falsePositive + misses * falseNegative + hits * truePositive +
      quiet * trueNegative;
    return {
      threshold,
      precision: hits + alarms === 0 ? 1 : hits / (hits + alarms),
      recall: hits / positives,
      falsePositiveRate: alarms / negatives,
      f1: 2 * hits / (2 * hits + alarms + misses),
      accuracy: (hits + quiet) / (positives + negatives),
      cost: sum / (positives + negatives),
    };
  });
}
