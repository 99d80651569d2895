import type { Counted } from "./count.ts";
import { countsOfCounts } from "./counts_of_counts.ts";
import type { Estimate, Setting } from "./estimate.ts";
import { log10InPlace } from "./log10.ts";
import { ROOT, START } from "./model.ts";
import type { Smoothing } from "./smoothing.ts";

/**
 * Counts up to k discounted by Good–Turing, and what that leaves shared among the words that have
 * not followed the context, in the proportions that the shorter context gives them:
 *
 * `P(w | h) = d_c c(hw) / c(h)` if c(hw) > 0, else `α(h) P(w | h′)`.
 *
 * Where nothing is left (all counts above k) one is added to c(h), as SRILM does. Where all words
 * have followed h there is nobody to share with, and the shares are scaled to sum to 1.
 *
 * Source: S. Katz, "Estimation of probabilities from sparse data for the language model component
 * of a speech recognizer", IEEE Transactions on Acoustics, Speech, and Signal Processing 35 (1987).
 */
export function katz(
  counted: Counted,
  { k = 5 }: Extract<Smoothing, { kind: "katz" }>,
  setting: Setting,
): Estimate {
  const { order, starts } = counted;
  const { boundaries, v } = setting;
  const p = new Float64Array(counted.counts.length);
  const backoffs = new Float64Array(starts[order]!);
  const totals = new Uint32Array(starts[order]!);
  const found = Array.from({ length: order }, (_, i) => {
    const n = countsOfCounts(counted, counted.counts, i + 1, { boundaries, upTo: k + 1 });
    return discountRatios(n, i + 1, k);
  });
  const skipped = boundaries === "sentence" ? START + 1 : -1;
  found.forEach(({ ratios }, i) => {
    for (let node = starts[i]!; node < starts[i + 1]!; node++) {
      const { total, weight } = shareOut(counted, p, { node, ratios, v, skipped });
      totals[node] = total;
      backoffs[node] = weight;
    }
  });
  if (skipped >= 0) p[skipped] = 0;
  log10InPlace(p);
  for (let node = 0; node < backoffs.length; node++) backoffs[node] = Math.log10(backoffs[node]!);
  p[ROOT] = 0;
  const details = found.map(({ ratios }) => ({ ratios: ratios.slice(1) }));
  const notes = found.flatMap(({ note }) => note ?? []);
  return { counts: counted.counts, log10: p, backoffs, totals, details, notes };
}

/** Writes the probabilities after one context; returns its count and what weighs the shorter one. */
function shareOut(
  { children, counts, suffixes }: Counted,
  p: Float64Array,
  { node, ratios, v, skipped }: { node: number; ratios: number[]; v: number; skipped: number },
): { total: number; weight: number } {
  const [first, end] = [children[node]!, children[node + 1]!];
  const lower = (child: number) => node === ROOT ? 1 / v : p[suffixes[child]!]!;
  let [total, discounted, below] = [0, 0, 0];
  for (let child = first; child < end; child++) {
    const count = counts[child]!;
    if (count === 0 || child === skipped) continue;
    total += count;
    discounted += count * (ratios[count] ?? 1);
    below += lower(child);
  }
  if (total === 0) return { total, weight: 1 };
  const open = 1 - below; // what the shorter context gives the words that have not followed
  const nobody = open < 1e-12; // rounding apart
  const kept = total - discounted < 1e-9 * total;
  const divisor = nobody ? discounted : kept ? total + 1 : total;
  const weight = nobody ? 0 : (1 - discounted / divisor) / open;
  for (let child = first; child < end; child++) {
    const count = counts[child]!;
    p[child] = count > 0 ? count * (ratios[count] ?? 1) / divisor : weight * lower(child);
  }
  return { total, weight };
}

/**
 * d_r for r from 1 to k: (ρ / r − q) / (1 − q) with q = (k + 1) n_{k+1} / n_1 and
 * ρ = (r + 1) n_{r+1} / n_r. Where one of them is not above 0 and at most 1, with a smaller k;
 * where no k serves, one half is taken from each count.
 */
function discountRatios(
  n: number[],
  order: number,
  k: number,
): { ratios: number[]; note?: string } {
  for (let top = k; top >= 1; top--) {
    const q = (top + 1) * n[top + 1]! / n[1]!;
    const ratios = [1];
    for (let r = 1; r <= top; r++) {
      ratios.push(((r + 1) * n[r + 1]! / (r * n[r]!) - q) / (1 - q));
    }
    if (!ratios.every((ratio) => ratio > 0 && ratio <= 1)) continue;
    if (top === k) return { ratios };
    const note = `Order ${order}: counts above ${top} are not discounted; Good–Turing does not ` +
      `yield ratios between 0 and 1 up to ${k}.`;
    return { ratios, note };
  }
  const ratios = Array.from({ length: k + 1 }, (_, r) => r === 0 ? 1 : (r - 0.5) / r);
  const note = `Order ${order}: Good–Turing yields no ratios between 0 and 1; 0.5 is taken from ` +
    `each count up to ${k} instead.`;
  return { ratios, note };
}
