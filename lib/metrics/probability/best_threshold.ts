import { cannot } from "../../core/mod.ts";
import type { Labels } from "../labels.ts";
import type { PositiveOptions } from "./positives.ts";
import { type ThresholdCounts, thresholdCounts } from "./threshold_counts.ts";

/** What each of the four outcomes costs, in any one unit; a gain is a cost below 0. */
export type OutcomeCosts = {
  /** A false alarm. */
  falsePositive: number;
  /** A miss. */
  falseNegative: number;
  /** A hit. @default 0 */
  truePositive?: number;
  /** Rightly no alarm. @default 0 */
  trueNegative?: number;
};

/** What `bestThreshold` must and may be told. */
export type BestThresholdOptions = PositiveOptions & {
  /** What each outcome costs. */
  cost: OutcomeCosts;
};

/** Where to set the alarm, and what then happens. */
export type BestThreshold = {
  /** Raise the alarm from this score on; Infinity: never. */
  threshold: number;
  /** Mean cost of a sample, in the unit of the costs. */
  cost: number;
  /** Weight of the samples with each outcome. */
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
};

/**
 * The threshold with the lowest cost on the samples at hand; of several the highest, which raises
 * the fewest alarms.
 *
 * Where probabilities are calibrated and hits cost nothing it is near
 * `costFP / (costFP + costFN)`, whatever the data (Elkan).
 *
 * @param yTrue True labels, shape `(n)`.
 * @param scores The higher, the likelier positive, shape `(n)`.
 * @param options What outcomes cost; the positive class; weights.
 * @returns The threshold, its cost and its outcomes.
 * @throws {RangeError} If the lengths differ or are 0, a score or cost is not finite, `positive` is
 * none of the labels or not told where it must be, or weights are negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example A miss is nine times as bad as a false alarm, so better one alarm too many
 * ```ts
 * import { bestThreshold } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const cost = { falsePositive: 1, falseNegative: 9 };
 * const { threshold, cost: mean } = bestThreshold([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], { cost });
 * assertEquals([threshold, mean], [0.35, 0.25]);
 * ```
 *
 * Source: C. Elkan, "The foundations of cost-sensitive learning", IJCAI 2001.
 */
export function bestThreshold(
  yTrue: Labels,
  scores: ArrayLike<number>,
  { cost, ...options }: BestThresholdOptions,
): BestThreshold {
  const action = "compute bestThreshold";
  checkCosts(action, cost);
  const counts = thresholdCounts(action, yTrue, scores, options);
  let best = outcomesAt(counts, -1, cost);
  for (let i = 0; i < counts.thresholds.length; i++) {
    const here = outcomesAt(counts, i, cost);
    if (here.cost < best.cost) best = here;
  }
  return best;
}

/** What happens at threshold i; −1 stands for no alarm at all. */
function outcomesAt(counts: ThresholdCounts, i: number, costs: OutcomeCosts): BestThreshold {
  const truePositives = counts.truePositives[i] ?? 0;
  const falsePositives = counts.falsePositives[i] ?? 0;
  const falseNegatives = counts.positives - truePositives;
  const trueNegatives = counts.negatives - falsePositives;
  const { truePositive = 0, trueNegative = 0, falsePositive, falseNegative } = costs;
  const sum = truePositives * truePositive + trueNegatives * trueNegative +
    falsePositives * falsePositive + falseNegatives * falseNegative;
  return {
    threshold: counts.thresholds[i] ?? Infinity,
    cost: sum / (counts.positives + counts.negatives),
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives,
  };
}

/** Stops unless every cost is a finite number. */
export function checkCosts(action: string, costs: OutcomeCosts): void {
  for (const [name, value] of Object.entries(costs)) {
    if (value === undefined || Number.isFinite(value)) continue;
    throw new RangeError(cannot(action, `the cost of a ${name} must be a finite number`, value));
  }
}
