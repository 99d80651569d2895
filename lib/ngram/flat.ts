import type { Counted } from "./count.ts";
import type { Estimate, Setting } from "./estimate.ts";
import { log10InPlace } from "./log10.ts";
import { ROOT, START } from "./model.ts";
import { simpleGoodTuring, type SmoothedCounts } from "./simple_good_turing.ts";

/**
 * (c(hw) + gamma) / (c(h) + gamma v); 1 / v after a context that nothing has followed.
 *
 * Source: G. Lidstone, "Note on the general case of the Bayes-Laplace formula", Transactions of the
 * Faculty of Actuaries 8 (1920); with gamma 1 it is Laplace's rule of succession (1812).
 */
export function lidstone(counted: Counted, gamma: number, setting: Setting): Estimate {
  const orders = Array.from({ length: counted.order }, () => ({
    seen: (count: number) => count + gamma,
    unseen: gamma,
  }));
  const details = orders.map(() => ({}));
  return { ...flatten(counted, orders, setting), details, notes: [] };
}

/**
 * ρ(c(hw)) / Σ ρ over all words: each n-gram has Good–Turing's count ρ in place of its own, also the
 * v^k minus the seen ones that were never seen.
 *
 * Source: I. Good, "The population frequencies of species and the estimation of population
 * parameters", Biometrika 40 (1953).
 */
export function goodTuring(counted: Counted, setting: Setting): Estimate {
  const { order, starts, counts } = counted;
  const notes: string[] = [];
  const orders = Array.from({ length: order }, (_, i) => {
    const k = i + 1;
    const n = new Map<number, number>();
    for (let node = starts[k]!; node < starts[k + 1]!; node++) {
      const count = counts[node]!;
      if (count === 0 || k === 1 && isStart(node, setting)) continue;
      n.set(count, (n.get(count) ?? 0) + 1);
    }
    const smoothed = simpleGoodTuring(n);
    if (smoothed.note) notes.push(`Order ${k}: ${smoothed.note}`);
    return smoothedOrder(smoothed, n, setting.v ** k);
  });
  const details = orders.map(({ seen, unseen, known }) => ({
    smoothedCounts: [unseen, ...[1, 2, 3, 4, 5].filter((r) => known.has(r)).map(seen)],
  }));
  return { ...flatten(counted, orders, setting), details, notes };
}

/** One order's counts for seen n-grams, and for each of the unseen ones among the possible. */
function smoothedOrder({ unseen, of }: SmoothedCounts, n: Map<number, number>, possible: number) {
  let [types, tokens] = [0, 0];
  for (const [r, count] of n) {
    types += count;
    tokens += r * count;
  }
  const left = possible - types;
  return {
    seen: (count: number) => of.get(count)!,
    unseen: left > 0 ? unseen * tokens / left : 0,
    known: of,
  };
}

/** Shares of counts that unseen words have too, all the same one. */
function flatten(
  { order, starts, children, counts }: Counted,
  orders: { seen(count: number): number; unseen: number }[],
  setting: Setting,
): Pick<Estimate, "counts" | "log10" | "backoffs" | "totals" | "flat"> {
  const log10 = new Float64Array(counts.length);
  const backoffs = new Float64Array(starts[order]!);
  const totals = new Uint32Array(starts[order]!);
  for (let k = 1; k <= order; k++) {
    const { seen, unseen } = orders[k - 1]!;
    for (let node = starts[k - 1]!; node < starts[k]!; node++) {
      const [first, end] = [children[node]!, children[node + 1]!];
      let [total, types, mass] = [0, 0, 0];
      for (let child = first; child < end; child++) {
        if (counts[child] === 0 || node === ROOT && isStart(child, setting)) continue;
        log10[child] = seen(counts[child]!);
        total += counts[child]!;
        mass += log10[child]!;
        types++;
      }
      mass += (setting.v - types) * unseen;
      totals[node] = total;
      backoffs[node] = types === 0 ? 1 / setting.v : unseen / mass;
      for (let child = first; child < end; child++) log10[child] = (log10[child] || unseen) / mass;
    }
  }
  if (setting.boundaries === "sentence") log10[START + 1] = 0;
  log10InPlace(log10);
  log10InPlace(backoffs);
  log10[ROOT] = 0;
  return { counts, log10, backoffs, totals, flat: true };
}

function isStart(node: number, { boundaries }: Setting): boolean {
  return boundaries === "sentence" && node === START + 1;
}
