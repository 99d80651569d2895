import type { Labels } from "../labels.ts";
import type { PositiveOptions } from "./positives.ts";
import { checkBothClasses, type ThresholdCounts, thresholdCounts } from "./threshold_counts.ts";

/** Where the lower envelope of a cost curve bends. */
export type CostPoints = {
  /**
   * How much of the possible cost lies in misses, ascending from 0 to 1:
   * `share of positives · cost of a miss / (that + share of negatives · cost of a false alarm)`.
   */
  probabilityCost: Float64Array;
  /** Expected cost with the best threshold, as a share of the worst possible: 0 (best) to 0.5. */
  expectedCost: Float64Array;
  /** The threshold that is best from each point to the next; one less than points. */
  thresholds: Float64Array;
};

/**
 * Cost curve: the lowest expected cost that any threshold gives, for every balance of how frequent
 * the classes are and what their mistakes cost. Each threshold is a straight line from its false
 * positive rate (left) to its miss rate (right); the curve is the lowest of all lines.
 *
 * Where it touches `min(x, 1 − x)`, always naming one class does as well.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param scores The higher, the likelier positive, shape `(n)`.
 * @param options The positive class; weights.
 * @returns The points between which the curve is straight.
 * @throws {RangeError} If the lengths differ or are 0, a score is not finite, `yTrue` does not hold
 * both classes, `positive` is none of its labels or not told where it must be, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { costCurve } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const curve = costCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * assertEquals(curve.thresholds, Float64Array.of(0.8, 0.35));
 * assertEquals(curve.probabilityCost, Float64Array.of(0, 0.5, 1));
 * assertEquals(curve.expectedCost, Float64Array.of(0, 0.25, 0));
 * ```
 *
 * Source: C. Drummond, R. Holte, "Cost curves: an improved method for visualizing classifier
 * performance", Machine Learning 65 (2006).
 */
export function costCurve(
  yTrue: Labels,
  scores: ArrayLike<number>,
  options: PositiveOptions = {},
): CostPoints {
  const action = "compute costCurve";
  const counts = thresholdCounts(action, yTrue, scores, options);
  checkBothClasses(action, counts);
  const lines = hull(counts);
  const bends = lines.slice(1).map((line, i) => crossing(lines[i]!, line));
  const probabilityCost = Float64Array.of(0, ...bends, 1);
  const costs = bends.map((x, i) => lines[i]!.alarms * (1 - x) + lines[i]!.misses * x);
  return {
    probabilityCost,
    expectedCost: Float64Array.of(lines[0]!.alarms, ...costs, lines.at(-1)!.misses),
    thresholds: Float64Array.from(lines, ({ threshold }) => threshold),
  };
}

/** A threshold as a line: its false positive rate at 0, its miss rate at 1. */
type Line = { alarms: number; misses: number; threshold: number };

/** The thresholds on the convex hull of the ROC curve, which are those that are ever best. */
function hull(counts: ThresholdCounts): Line[] {
  const kept: Line[] = [{ alarms: 0, misses: 1, threshold: Infinity }];
  for (let i = 0; i < counts.thresholds.length; i++) {
    const line = {
      alarms: counts.falsePositives[i]! / counts.negatives,
      misses: 1 - counts.truePositives[i]! / counts.positives,
      threshold: counts.thresholds[i]!,
    };
    while (kept.length > 0 && !bendsDown(kept.at(-2), kept.at(-1)!, line)) kept.pop();
    kept.push(line);
  }
  // At the far end no more misses can be won: what only adds false alarms is never best.
  const least = kept.findIndex(({ misses }) => misses === kept.at(-1)!.misses);
  return kept.slice(0, least + 1);
}

/** Whether the middle line is the lowest one somewhere. */
function bendsDown(before: Line | undefined, middle: Line, after: Line): boolean {
  if (!before) return after.alarms > middle.alarms;
  return crossing(before, middle) < crossing(middle, after);
}

/** Where two lines are equal. */
function crossing(a: Line, b: Line): number {
  const more = b.alarms - a.alarms;
  const fewer = a.misses - b.misses;
  return fewer === 0 ? Infinity : more / (more + fewer);
}
