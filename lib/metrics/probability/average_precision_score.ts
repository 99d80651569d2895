import type { Labels } from "../labels.ts";
import { areRows, type ScoreRows } from "../scores.ts";
import {
  allDecisions,
  averageOverClasses,
  checkClassAverage,
  type ClassAverage,
  oneAgainstRest,
  supports,
} from "./class_columns.ts";
import type { PositiveOptions } from "./positives.ts";
import { type ClassOptions, probabilityRows } from "./probability_rows.ts";
import { countThresholds, type ThresholdCounts, thresholdCounts } from "./threshold_counts.ts";

/** What `averagePrecisionScore` may be told. */
export type AveragePrecisionOptions = PositiveOptions & ClassOptions & {
  /** For several: the mean of all, weighted by frequency, or all decisions in one. @default "macro" */
  average?: ClassAverage;
};

/**
 * Average precision: the area under the precision–recall curve as a sum of steps, without
 * interpolation.
 *
 * `sum over thresholds of (Rₙ − Rₙ₋₁) Pₙ`
 *
 * Guessing gives the share of positives. Where there are none it is 0/0; this returns 0.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param scores The higher, the likelier positive, shape `(n)`; or probabilities, shape `(n, k)`,
 * whose classes are averaged, each against the rest.
 * @param options The positive class, or how several are averaged; weights.
 * @returns Between 0 and 1 (best).
 * @throws {RangeError} If the lengths differ or are 0, a score is not finite, `positive` is none of
 * the labels or not told where it must be, probabilities leave 0 to 1 or do not sum to 1, or weights
 * are negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { averagePrecisionScore } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(averagePrecisionScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), 5 / 6);
 * ```
 *
 * Source: J. Davis, M. Goadrich, "The relationship between precision-recall and ROC curves", ICML
 * 2006.
 */
export function averagePrecisionScore(
  yTrue: Labels,
  scores: ArrayLike<number> | ScoreRows,
  options: AveragePrecisionOptions = {},
): number {
  if (!areRows(scores)) return stepArea(thresholdCounts(ACTION, yTrue, scores, options));
  const { average = "macro", sampleWeight } = options;
  checkClassAverage(ACTION, average, ["macro", "weighted", "micro"]);
  const rows = probabilityRows(ACTION, yTrue, scores, options);
  if (average === "micro") {
    const all = allDecisions(rows, sampleWeight);
    return stepArea(countThresholds(all.is, all.scores, all.sampleWeight));
  }
  return averageOverClasses(average, supports(rows, sampleWeight), (c) => {
    const { is, scores } = oneAgainstRest(rows, c);
    return stepArea(countThresholds(is, scores, sampleWeight));
  });
}

const ACTION = "compute averagePrecisionScore";

function stepArea({ truePositives, falsePositives, positives }: ThresholdCounts): number {
  if (positives === 0) return 0;
  let sum = 0;
  let found = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const hits = truePositives[i]!;
    sum += (hits - found) * (hits / (hits + falsePositives[i]!));
    found = hits;
  }
  return sum / positives;
}
