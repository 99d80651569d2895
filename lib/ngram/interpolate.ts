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

/** What one context does to what has followed it. */
type Share = { weight: number; scale: number; log10: number };

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
  const { counts, kept } = mixing;
  const plain = k === 1 && mixing.unigrams === "relative";
  const discounts = Float64Array.from(plain ? [0, 0, 0, 0] : mixing.discounts[k]!);
  // Most contexts of high orders have been followed once; what that gives is found once.
  const singles: (Share | undefined)[] = [];
  for (let node = starts[k - 1]!; node < starts[k]!; node++) {
    const first = children[node]!;
    const end = children[node + 1]!;
    let total = 0;
    let types = 0;
    let taken = 0;
    for (let child = first; child < end; child++) {
      const count = counts[child]!;
      if (count === 0 || child === unpredicted) continue;
      total += count;
      types++;
      taken += discounts[count < 3 ? count : 3]!;
    }
    totals[node] = total;
    if (total === 0) continue; // γ = 1, its logarithm 0
    const single = types === 1 && total < SINGLES && !kept;
    let share = single ? singles[total] : undefined;
    if (!share) {
      share = shareOf({ order: k, total, types, taken }, mixing, plain);
      if (kept) addPruned(share, first, end, discounts, mixing);
      if (single) singles[total] = share;
    }
    const { weight, scale } = share;
    backoffs[node] = share.log10;
    for (let child = first; child < end; child++) {
      const count = counts[child]!;
      const lower = k > 1 ? p[suffixes[child]!]! : floor(child);
      p[child] = (count - discounts[count < 3 ? count : 3]!) * scale + weight * lower;
    }
  }
}

/** Counts of single followers below this are remembered. */
const SINGLES = 64;

function shareOf(
  context: { order: number; total: number; types: number; taken: number },
  { weightOf }: Mixing,
  plain: boolean,
): Share {
  const { total, taken } = context;
  const weight = plain ? 0 : weightOf(context);
  const scale = taken > 0 ? 1 / total : (1 - weight) / total;
  return { weight, scale, log10: log10(weight) };
}

/** Gives the whole share of the n-grams that are pruned to the shorter context. */
function addPruned(
  share: Share,
  first: number,
  end: number,
  discounts: Float64Array,
  { counts, kept }: Mixing,
): void {
  for (let child = first; child < end; child++) {
    const count = counts[child]!;
    if (!kept![child]) share.weight += (count - discounts[Math.min(count, 3)]!) * share.scale;
  }
  share.log10 = log10(share.weight);
}
