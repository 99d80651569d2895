import { cannot, checkSameLength } from "../../core/mod.ts";
import type { Labels } from "../labels.ts";
import { checkSampleWeight } from "../sample_weight.ts";
import { checkFinite } from "../scores.ts";
import { descendingOrder } from "./descending_order.ts";
import { type PositiveOptions, positivesOf } from "./positives.ts";

/**
 * What each threshold lets through, from the highest down: all curves and areas are made of this.
 * A sample is taken for positive when its score is at or above the threshold.
 */
export type ThresholdCounts = {
  /** The different scores, descending. */
  thresholds: Float64Array;
  /** Weight of the positives at or above each threshold. */
  truePositives: Float64Array;
  /** Weight of the negatives at or above each threshold. */
  falsePositives: Float64Array;
  /** Weight of all positives. */
  positives: number;
  /** Weight of all negatives. */
  negatives: number;
};

/** Checks labels and scores, and counts. Samples of weight 0 give no threshold. */
export function thresholdCounts(
  action: string,
  yTrue: Labels,
  scores: ArrayLike<number>,
  { positive, sampleWeight }: PositiveOptions,
): ThresholdCounts {
  checkSameLength(action, ["yTrue", yTrue.length], ["scores", scores.length]);
  checkFinite(action, "scores", scores);
  checkSampleWeight(action, sampleWeight, yTrue.length);
  const is = positivesOf(action, yTrue, positive);
  const numbers = scores instanceof Float64Array ? scores : Float64Array.from(scores);
  return countThresholds(is, numbers, sampleWeight);
}

/** The same of ones and zeros and finite scores. */
export function countThresholds(
  is: Uint8Array,
  scores: Float64Array,
  sampleWeight?: ArrayLike<number>,
): ThresholdCounts {
  const order = descendingOrder(scores);
  const n = order.length;
  const thresholds = new Float64Array(n);
  const truePositives = new Float64Array(n);
  const falsePositives = new Float64Array(n);
  let [hits, alarms, last] = [0, 0, -1];
  for (let place = 0; place < n; place++) {
    const i = order[place]!;
    const weight = sampleWeight ? sampleWeight[i]! : 1;
    if (weight === 0) continue;
    if (is[i] === 1) hits += weight;
    else alarms += weight;
    const score = scores[i]!;
    if (last < 0 || score !== thresholds[last]) thresholds[++last] = score;
    truePositives[last] = hits;
    falsePositives[last] = alarms;
  }
  return {
    thresholds: thresholds.subarray(0, last + 1),
    truePositives: truePositives.subarray(0, last + 1),
    falsePositives: falsePositives.subarray(0, last + 1),
    positives: hits,
    negatives: alarms,
  };
}

/** Stops unless there are positives and negatives. */
export function checkBothClasses(action: string, counts: ThresholdCounts): void {
  if (counts.positives > 0 && counts.negatives > 0) return;
  const only = counts.positives > 0 ? "positive" : "negative";
  const needed = "yTrue must hold samples of both classes";
  throw new RangeError(`${cannot(action, needed)}, got ${only} ones only`);
}
