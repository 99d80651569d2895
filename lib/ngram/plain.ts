import type { Counted } from "./count.ts";
import type { Estimate, Setting } from "./estimate.ts";
import { log10InPlace } from "./log10.ts";
import { ROOT, START } from "./model.ts";
import type { Smoothing } from "./smoothing.ts";

/**
 * Plain shares, c(hw) / c(h); nothing is left for words that have not followed h.
 *
 * After a context that nothing has followed c(h) is 0. There the share after its longest end that
 * something has followed stands in (`unseenContext: "shorter"`), or 0 for every word (`"zero"`).
 */
export function maximumLikelihood(
  counted: Counted,
  { unseenContext = "shorter" }: Extract<Smoothing, { kind: "maximum-likelihood" }>,
  setting: Setting,
): Estimate {
  const unseen = unseenContext === "zero" ? -Infinity : 0;
  const estimate = shares(counted, setting);
  const backoffs = Float64Array.from(estimate.totals, (total) => total > 0 ? -Infinity : unseen);
  return { ...estimate, backoffs, unseenContext: unseen };
}

/**
 * c(hw) / c(h) where that is above 0, else `alpha` times the score after the shorter context. These
 * scores do not sum to 1.
 *
 * Source: T. Brants et al., "Large language models in machine translation", EMNLP 2007, equation 5.
 */
export function stupidBackoff(
  counted: Counted,
  { alpha = 0.4 }: Extract<Smoothing, { kind: "stupid-backoff" }>,
  setting: Setting,
): Estimate {
  const estimate = shares(counted, setting);
  const backoffs = new Float64Array(estimate.totals.length).fill(Math.log10(alpha));
  backoffs[ROOT] = -Infinity; // nothing below the unigrams
  return { ...estimate, backoffs, unseenContext: Math.log10(alpha), distribution: false };
}

function shares({ order, starts, children, counts }: Counted, { boundaries }: Setting) {
  const log10 = new Float64Array(counts.length);
  const totals = new Uint32Array(starts[order]!);
  const unpredicted = boundaries === "sentence" ? START + 1 : -1;
  for (let node = 0; node < totals.length; node++) {
    const [first, end] = [children[node]!, children[node + 1]!];
    let total = 0;
    for (let child = first; child < end; child++) {
      if (child !== unpredicted) total += counts[child]!;
    }
    totals[node] = total;
    for (let child = first; child < end; child++) {
      log10[child] = total > 0 ? counts[child]! / total : 0;
    }
  }
  if (unpredicted >= 0) log10[unpredicted] = 0;
  log10InPlace(log10);
  log10[ROOT] = 0;
  const details = Array.from({ length: order }, () => ({}));
  return { counts, log10, totals, details, notes: [] };
}
