import type { Counted } from "./count.ts";
import { type Estimate, type Setting, toLog10InPlace } from "./estimate.ts";
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
  const { order, starts, words, suffixes, children } = counted;
  const { counts, kept, unigrams } = mixing;
  const p = new Float64Array(starts[order + 1]!); // probabilities, their logarithms at the end
  const backoffs = new Float64Array(starts[order]!);
  const totals = new Uint32Array(starts[order]!);
  const unpredicted = boundaries === "sentence" ? START + 1 : -1;
  const context = { order: 0, total: 0, types: 0, taken: 0 };
  for (let k = 1; k <= order; k++) {
    const discounts = k === 1 && unigrams === "relative" ? [0, 0, 0, 0] : mixing.discounts[k]!;
    for (let node = starts[k - 1]!; node < starts[k]!; node++) {
      const [first, end] = [children[node]!, children[node + 1]!];
      let [total, types, taken] = [0, 0, 0];
      for (let child = first; child < end; child++) {
        const count = counts[child]!;
        if (count === 0 || child === unpredicted) continue;
        total += count;
        types++;
        taken += discounts[count < 3 ? count : 3]!;
      }
      totals[node] = total;
      if (total === 0) continue; // γ = 1, its logarithm 0
      context.order = k;
      context.total = total;
      context.types = types;
      context.taken = taken;
      let weight = k === 1 && unigrams === "relative" ? 0 : mixing.weightOf(context);
      const scale = taken > 0 ? 1 / total : (1 - weight) / total;
      if (kept) weight += prunedShare(first, end, scale, discounts, counts, kept);
      backoffs[node] = Math.log10(weight);
      for (let child = first; child < end; child++) {
        const count = counts[child]!;
        const own = (count - discounts[count < 3 ? count : 3]!) * scale;
        p[child] = own + weight * (k > 1 ? p[suffixes[child]!]! : belowUnigrams(words[child]!));
      }
    }
  }
  if (unpredicted >= 0) p[unpredicted] = 0;
  toLog10InPlace(p);
  p[ROOT] = 0;
  return { counts, log10: p, backoffs, totals };

  function belowUnigrams(word: number): number {
    return unigrams === "unknown" ? Number(word === UNKNOWN) : 1 / v;
  }
}

function prunedShare(
  first: number,
  end: number,
  scale: number,
  discounts: number[],
  counts: Uint32Array,
  kept: Uint8Array,
): number {
  let share = 0;
  for (let child = first; child < end; child++) {
    const count = counts[child]!;
    if (!kept[child]) share += (count - discounts[count < 3 ? count : 3]!) * scale;
  }
  return share;
}
