import type { Counted } from "./count.ts";
import type { Estimate, Setting } from "./estimate.ts";
import { log10, log10InPlace } from "./log10.ts";
import { ROOT, START, UNKNOWN } from "./model.ts";
import type { Unigrams } from "./smoothing.ts";

/** What one interpolated smoothing does with the counts. */
export type Mixing = {
  /** The counts to use, by node. */
  counts: Uint32Array<ArrayBuffer>;
  /** What is taken from counts of 0, 1, 2, and 3 or more, by order (entry 0 is not used). */
  discounts: number[][];
  /** The weight of the shorter context. */
  weightOf(context: { order: number; total: number; types: number; taken: number }): number;
  unigrams: Unigrams;
  /** 1 for each node that stays; all do where left out. */
  kept?: Uint8Array | undefined;
};

/**
 * Mixes each order with the one below, from the unigrams up:
 *
 * `P(w | h) = (c(hw) − D(c(hw))) · s(h) + γ(h) · P(w | h′)`, h′ being h without its first word.
 *
 * γ is the smoothing's weight, s(h) what makes the sum 1. The unigrams' P(w | h′) is 1 / v. The
 * whole share of a pruned n-gram, not only its discount, goes to γ, as for KenLM. After a context
 * that nothing has followed, γ = 1.
 */
export function interpolate(
  counted: Counted,
  mixing: Mixing,
  { boundaries, v }: Setting,
): Pick<Estimate, "counts" | "log10" | "backoffs" | "totals"> {
  const { order, starts, words } = counted;
  const lower = starts[order]!;
  const made = {
    p: new Float64Array(starts[order + 1]!),
    backoffs: new Float64Array(lower),
    totals: new Uint32Array(lower),
  };
  const unpredicted = boundaries === "sentence" ? START + 1 : -1;
  const alone = mixing.unigrams === "unknown";
  const floor = (node: number) => alone ? Number(words[node] === UNKNOWN) : 1 / v;
  for (let k = 1; k <= order; k++) mixOrder(counted, mixing, k, { ...made, unpredicted, floor });
  const { p, backoffs, totals } = made;
  if (unpredicted >= 0) p[unpredicted] = 0;
  log10InPlace(p);
  p[ROOT] = 0;
  return { counts: mixing.counts, log10: p, backoffs, totals };
}

/** Writes the probabilities of order `k`, those of the order below being there. */
function mixOrder(
  { starts, suffixes, children }: Counted,
  mixing: Mixing,
  k: number,
  { p, backoffs, totals, unpredicted, floor }: {
    p: Float64Array;
    backoffs: Float64Array;
    totals: Uint32Array;
    unpredicted: number;
    floor: (node: number) => number;
  },
): void {
  const { counts, kept, weightOf } = mixing;
  const plain = k === 1 && mixing.unigrams === "relative";
  const discounts = byCount(plain ? [0, 0, 0, 0] : mixing.discounts[k]!);
  const alone = singles(mixing, k, discounts);
  const context = { order: k, total: 0, types: 0, taken: 0 };
  for (let node = starts[k - 1]!; node < starts[k]!; node++) {
    const first = children[node]!;
    const end = children[node + 1]!;
    if (end - first === 1 && k > 1 && !kept) {
      const count = counts[first]!;
      if (count > 0 && count < SMALL) {
        totals[node] = count;
        backoffs[node] = alone.log10[count]!;
        p[first] = alone.own[count]! + alone.weights[count]! * p[suffixes[first]!]!;
        continue;
      }
    }
    let total = 0;
    let types = 0;
    let taken = 0;
    for (let child = first; child < end; child++) {
      const count = counts[child]!;
      if (count === 0 || child === unpredicted) continue;
      total += count;
      types++;
      taken += discounts[count < SMALL ? count : 3]!;
    }
    totals[node] = total;
    if (total === 0) continue; // γ = 1, its logarithm 0
    context.total = total;
    context.types = types;
    context.taken = taken;
    let weight = plain ? 0 : weightOf(context);
    const scale = scaleOf(weight, total, taken);
    if (kept) weight += prunedShare(first, end, { discounts, scale }, mixing);
    backoffs[node] = log10(weight);
    for (let child = first; child < end; child++) {
      const count = counts[child]!;
      const lower = k > 1 ? p[suffixes[child]!]! : floor(child);
      p[child] = (count - discounts[count < SMALL ? count : 3]!) * scale + weight * lower;
    }
  }
}

/** Nearly all counts are below this: what depends on the count alone is looked up. */
const SMALL = 64;

/** What is taken from each small count. */
function byCount(discounts: readonly number[]): Float64Array {
  return Float64Array.from({ length: SMALL }, (_, count) => discounts[Math.min(count, 3)]!);
}

/** By its count, what a context gives that one word alone has followed, as most of high orders. */
function singles({ weightOf }: Mixing, order: number, discounts: Float64Array) {
  const found = {
    own: new Float64Array(SMALL),
    weights: new Float64Array(SMALL),
    log10: new Float64Array(SMALL),
  };
  for (let count = 1; count < SMALL; count++) {
    const taken = discounts[count]!;
    const weight = weightOf({ order, total: count, types: 1, taken });
    found.own[count] = (count - taken) * scaleOf(weight, count, taken);
    found.weights[count] = weight;
    found.log10[count] = log10(weight);
  }
  return found;
}

/** What makes the sum 1: what is taken from counts goes to the shorter context, or all are scaled. */
function scaleOf(weight: number, total: number, taken: number): number {
  return taken > 0 ? 1 / total : (1 - weight) / total;
}

/** The whole share of the n-grams that are pruned, which goes to the shorter context. */
function prunedShare(
  first: number,
  end: number,
  { discounts, scale }: { discounts: Float64Array; scale: number },
  { counts, kept }: Mixing,
): number {
  let sum = 0;
  for (let child = first; child < end; child++) {
    const count = counts[child]!;
    if (!kept![child]) sum += (count - discounts[count < SMALL ? count : 3]!) * scale;
  }
  return sum;
}
