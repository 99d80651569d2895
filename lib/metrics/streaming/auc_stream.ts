import { cannot, checkInteger, checkSameLength } from "../../core/mod.ts";
import type { Label, Labels } from "../labels.ts";
import { positivesOf } from "../probability/positives.ts";
import { checkSampleWeight } from "../sample_weight.ts";
import { checkFinite } from "../scores.ts";
import { addExactly, addSum, type ExactSum, nearest } from "./exact_sum.ts";
import { type BatchOptions, checkSeen, type Stream } from "./stream.ts";

/** What `aucStream` may be told. */
export type AucStreamOptions = {
  /** The class that the scores are for. @default 1 or true */
  positive?: Label;
  /**
   * How many bins between 0 and 1 to count in, so that memory does not grow; scores must then lie
   * between 0 and 1.
   *
   * @default none: every different score is kept, and the area is exact
   */
  bins?: number;
};

/** An area with how far it may be off. */
export type AucEstimate = {
  /** Area under the ROC curve, 0 to 1. */
  value: number;
  /** The true area lies within `value ± error`; 0 without bins. */
  error: number;
};

/** Weight of the positives and of the negatives at a score, or in a bin. */
type Tally = { positives: ExactSum; negatives: ExactSum };
type AucState = { bins: number; tallies: Map<number, Tally> };

/** Area under the ROC curve, batch by batch. */
export type AucStream = Stream<
  [yTrue: Labels, scores: ArrayLike<number>, options?: BatchOptions],
  AucEstimate,
  AucState
>;

/**
 * Area under the ROC curve of more samples than fit into memory; see `rocAucScore`.
 *
 * Without `bins` it is exact and keeps one tally for each different score. With bins it keeps one for
 * each bin; samples in one bin count as ties, so the area is off by at most
 * `sum over bins of positives · negatives / (2 · all positives · all negatives)`, which it tells.
 *
 * @param options The positive class; bins, where scores hardly repeat.
 * @returns A stream that has seen nothing yet. `update` throws what `rocAucScore` does and a
 * RangeError if scores leave the bins, `merge` one if the other has other bins, `result` one if both
 * classes have not been seen.
 * @throws {RangeError} If `bins` is not a whole number from 1 to 2²⁴.
 *
 * @example
 * ```ts
 * import { aucStream } from "descent/metrics";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const [exact, rough] = [aucStream(), aucStream({ bins: 4 })];
 * for (const stream of [exact, rough]) {
 *   stream.update([0, 0], [0.1, 0.4]);
 *   stream.update([1, 1], [0.35, 0.8]);
 * }
 * assertEquals(exact.result(), { value: 0.75, error: 0 });
 * const { value, error } = rough.result();
 * assert(Math.abs(value - 0.75) <= error);
 * ```
 */
export function aucStream({ positive, bins = 0 }: AucStreamOptions = {}): AucStream {
  if (bins !== 0) checkInteger("make aucStream", "bins", bins, 1, 2 ** 24);
  const state: AucState = { bins, tallies: new Map() };
  return {
    state,
    update(yTrue, scores, { sampleWeight } = {}) {
      checkBatch(yTrue, scores, bins, sampleWeight);
      const is = positivesOf(ACTION, yTrue, positive);
      for (let i = 0; i < is.length; i++) {
        const weight = sampleWeight ? sampleWeight[i]! : 1;
        if (weight === 0) continue;
        const score = scores[i]! + 0; // −0 is 0
        const key = bins === 0 ? score : Math.min(bins - 1, Math.floor(score * bins));
        const tally = tallyOf(state.tallies, key);
        addExactly(is[i] === 1 ? tally.positives : tally.negatives, weight);
      }
    },
    merge(other) {
      if (other.state.bins !== bins) {
        const needed = `the other must have ${bins === 0 ? "no" : bins} bins too`;
        throw new RangeError(cannot("merge aucStream", needed, other.state.bins));
      }
      for (const [key, { positives, negatives }] of other.state.tallies) {
        const tally = tallyOf(state.tallies, key);
        addSum(tally.positives, positives);
        addSum(tally.negatives, negatives);
      }
    },
    result: () => areaOf(state),
  };
}

const ACTION = "update aucStream";

function checkBatch(
  yTrue: Labels,
  scores: ArrayLike<number>,
  bins: number,
  sampleWeight?: ArrayLike<number>,
): void {
  checkSameLength(ACTION, ["yTrue", yTrue.length], ["scores", scores.length]);
  checkFinite(ACTION, "scores", scores);
  checkSampleWeight(ACTION, sampleWeight, yTrue.length);
  if (bins === 0) return;
  for (let i = 0; i < scores.length; i++) {
    if (scores[i]! >= 0 && scores[i]! <= 1) continue;
    throw new RangeError(cannot(ACTION, "scores must lie between 0 and 1 for bins", scores[i]));
  }
}

function tallyOf(tallies: Map<number, Tally>, key: number): Tally {
  let tally = tallies.get(key);
  if (!tally) tallies.set(key, tally = { positives: [], negatives: [] });
  return tally;
}

/** In the order of the scores, so that it does not matter in which they came. */
function areaOf({ bins, tallies }: AucState): AucEstimate {
  checkSeen("compute aucStream", tallies.size);
  let [hits, alarms, doubled, tied] = [0, 0, 0, 0];
  for (const key of Float64Array.from(tallies.keys()).sort().reverse()) {
    const tally = tallies.get(key)!;
    const [positives, negatives] = [nearest(tally.positives), nearest(tally.negatives)];
    doubled += negatives * (2 * hits + positives);
    tied += negatives * positives;
    hits += positives;
    alarms += negatives;
  }
  if (hits === 0 || alarms === 0) {
    throw new RangeError(cannot("compute aucStream", "update must have been given both classes"));
  }
  const pairs = 2 * hits * alarms;
  return { value: doubled / pairs, error: bins === 0 ? 0 : tied / pairs };
}
