import { cannot } from "../../core/mod.ts";
import type { Labels } from "../labels.ts";
import type { PositiveOptions } from "./positives.ts";
import { thresholdCounts } from "./threshold_counts.ts";

/** Who is found if samples are taken from the highest score down. */
export type GainPoints = {
  /** Share of all samples that are taken, ascending from 0 to 1. */
  share: Float64Array;
  /** Share of the positives among them, of all positives, ascending from 0 to 1. */
  gain: Float64Array;
  /** How many times as many positives as among samples taken blindly: `gain / share`; 1 at last. */
  lift: Float64Array;
  /** The lowest score that is taken, descending from Infinity. */
  thresholds: Float64Array;
};

/**
 * Cumulative gain and lift: if only a part of the samples can be looked at, those with the highest
 * scores, what part of the positives is found, and how much more than by chance.
 *
 * At share 0 lift is 0/0; this returns the lift of the first step there.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param scores The higher, the likelier positive, shape `(n)`; equal ones are taken together.
 * @param options The positive class; weights.
 * @returns One point for each different score, and (0, 0) before.
 * @throws {RangeError} If the lengths differ or are 0, a score is not finite, there are no positives,
 * `positive` is none of the labels or not told where it must be, or weights are negative, not finite,
 * or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example Looking at the better half finds both, twice what chance would
 * ```ts
 * import { gainCurve } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const { share, gain, lift } = gainCurve([1, 1, 0, 0], [0.9, 0.8, 0.3, 0.1]);
 * assertEquals([share[2], gain[2], lift[2]], [0.5, 1, 2]);
 * ```
 *
 * Source: D. Hand, Construction and Assessment of Classification Rules (1997), ch. 6.
 */
export function gainCurve(
  yTrue: Labels,
  scores: ArrayLike<number>,
  options: PositiveOptions = {},
): GainPoints {
  const action = "compute gainCurve";
  const counts = thresholdCounts(action, yTrue, scores, options);
  const { thresholds, truePositives, falsePositives, positives, negatives } = counts;
  if (positives === 0) {
    throw new RangeError(cannot(action, "yTrue must hold samples of the positive class"));
  }
  const all = positives + negatives;
  const points = thresholds.length + 1;
  const [share, gain, lift] = [
    new Float64Array(points),
    new Float64Array(points),
    new Float64Array(points),
  ];
  for (let i = 1; i < points; i++) {
    const [hits, alarms] = [truePositives[i - 1]!, falsePositives[i - 1]!];
    share[i] = (hits + alarms) / all;
    gain[i] = hits / positives;
    lift[i] = hits / (hits + alarms) * (all / positives);
  }
  lift[0] = lift[1]!;
  const from = new Float64Array(points);
  from[0] = Infinity;
  from.set(thresholds, 1);
  return { share, gain, lift, thresholds: from };
}
