import type { Counted } from "./count.ts";
import type { Estimate, Setting } from "./estimate.ts";
import { interpolate } from "./interpolate.ts";
import { childOf, ROOT, START } from "./model.ts";
import type { Stream } from "./stream.ts";

const BUCKETS = 20; // by ⌊log2⌋ of a context's count; the last holds 2^19 and more
const ROUNDS = 50; // weights move by less than 1e-3 long before
const SETTLED = 1e-5;
const MOST = 0.9999; // leaves every word a chance where held-out text holds no new one

/**
 * `P(w | h) = λ c(hw) / c(h) + (1 − λ) P(w | h′)`, λ by the order and by ⌊log2 c(h)⌋: contexts seen
 * often are trusted more.
 *
 * Source: F. Jelinek, R. Mercer, "Interpolated estimation of Markov source parameters from sparse
 * data", Pattern Recognition in Practice (1980).
 */
export function jelinekMercer(
  counted: Counted,
  weights: readonly (readonly number[])[],
  setting: Setting,
  kept?: Uint8Array,
): Estimate {
  const discounts = Array.from({ length: counted.order + 1 }, () => [0, 0, 0, 0]);
  const weightOf = ({ order, total }: { order: number; total: number }) =>
    1 - weights[order - 1]![bucketOf(total)]!;
  const mixing = {
    counts: counted.counts,
    discounts,
    weightOf,
    unigrams: "uniform",
    kept,
  } as const;
  const details = weights.map((byBucket) => ({ weights: [...byBucket] }));
  return { ...interpolate(counted, mixing, setting), details, notes: [] };
}

/** The same weight for every context of an order. */
export function constantWeights(weights: readonly number[]): number[][] {
  return weights.map((weight) => new Array<number>(BUCKETS).fill(weight));
}

/**
 * The weights under which held-out text is most probable, by expectation–maximisation: each word's
 * probability is shared out among the orders that made it (E), and an order's new weight is its part
 * of what reached it (M).
 *
 * Buckets without a held-out word take the weight of the nearest one below, else above.
 *
 * @param counted Counts of the other part of the text.
 * @param heldOut Held-out text, in the same numbers.
 * @param setting Boundaries and vocabulary.
 * @returns λ by order and bucket.
 */
export function learnWeights(counted: Counted, heldOut: Stream, setting: Setting): number[][] {
  const { order } = counted;
  const events = eventsOf(counted, heldOut, setting);
  let weights = constantWeights(new Array<number>(order).fill(0.5));
  for (let round = 0; round < ROUNDS; round++) {
    const next = maximise(events, weights, order, setting.v);
    const moved = next.some((byBucket, k) =>
      byBucket.some((weight, b) => Math.abs(weight - weights[k]![b]!) > SETTLED)
    );
    weights = next;
    if (!moved) break;
  }
  return weights.map(fillGaps);
}

/** For each held-out word and order: its plain share, and the context's bucket, 255 if unseen. */
type Events = { count: number; shares: Float64Array; buckets: Uint8Array };

function eventsOf(counted: Counted, { words, places }: Stream, setting: Setting): Events {
  const { order } = counted;
  const totals = totalsOf(counted, setting);
  const skip = setting.boundaries === "sentence" ? START : -1;
  const shares = new Float64Array(words.length * order);
  const buckets = new Uint8Array(words.length * order).fill(255);
  let count = 0;
  for (let at = 0; at < words.length; at++) {
    if (words[at] === skip) continue;
    for (let k = 1; k <= Math.min(order, places[at]!); k++) {
      const context = walk(counted, words.subarray(at - k + 1, at));
      if (context < 0 || totals[context] === 0) break;
      const child = childOf(counted, context, words[at]!);
      shares[count * order + k - 1] = child > 0 ? counted.counts[child]! / totals[context]! : 0;
      buckets[count * order + k - 1] = bucketOf(totals[context]!);
    }
    count++;
  }
  return { count, shares, buckets };
}

function totalsOf({ starts, order, children, counts }: Counted, setting: Setting): Uint32Array {
  const totals = new Uint32Array(starts[order]!);
  const skipped = setting.boundaries === "sentence" ? START + 1 : -1;
  for (let node = 0; node < totals.length; node++) {
    for (let child = children[node]!; child < children[node + 1]!; child++) {
      if (child !== skipped) totals[node]! += counts[child]!;
    }
  }
  return totals;
}

/** The node of some words, or -1. */
function walk(counted: Counted, words: Uint32Array): number {
  let node = ROOT;
  for (const word of words) {
    node = childOf(counted, node, word);
    if (node === 0) return -1;
  }
  return node;
}

function maximise(
  { count, shares, buckets }: Events,
  weights: number[][],
  order: number,
  v: number,
) {
  const used = weights.map((byBucket) => byBucket.map(() => 0));
  const reached = weights.map((byBucket) => byBucket.map(() => 0));
  const p = new Float64Array(order + 1); // the word's probability up to each order
  for (let event = 0; event < count; event++) {
    const base = event * order;
    let top = 0;
    p[0] = 1 / v;
    for (; top < order && buckets[base + top] !== 255; top++) {
      const weight = weights[top]![buckets[base + top]!]!;
      p[top + 1] = weight * shares[base + top]! + (1 - weight) * p[top]!;
    }
    let part = 1; // of this word that orders up to k + 1 have made
    for (let k = top - 1; k >= 0; k--) {
      const bucket = buckets[base + k]!;
      const own = weights[k]![bucket]! * shares[base + k]! / p[k + 1]!;
      used[k]![bucket]! += part * own;
      reached[k]![bucket]! += part;
      part *= 1 - own;
    }
  }
  return weights.map((byBucket, k) =>
    byBucket.map((_, b) => reached[k]![b]! > 0 ? used[k]![b]! / reached[k]![b]! : NaN)
  );
}

function fillGaps(byBucket: number[]): number[] {
  let last = Math.min(byBucket.find((weight) => !Number.isNaN(weight)) ?? 0.5, MOST);
  return byBucket.map((weight) => last = Number.isNaN(weight) ? last : Math.min(weight, MOST));
}

function bucketOf(total: number): number {
  return Math.min(31 - Math.clz32(total), BUCKETS - 1);
}
