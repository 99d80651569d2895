/** Good–Turing's counts: how often an n-gram counted `r` times is to be expected next time. */
export type SmoothedCounts = {
  /** The share of what was never seen, between 0 and 1. */
  unseen: number;
  /** The expected count, on the scale of the counts given, for each count that occurs. */
  of: Map<number, number>;
  /** What had to be done otherwise, in a sentence. */
  note?: string;
};

/**
 * Simple Good–Turing: ρ = (r + 1) n_{r+1} / n_r, with n_r taken from a straight line through the
 * points (log r, log Z_r) as soon as that does not differ significantly from what was counted.
 *
 * Where n_1 is 0, unseen things get the share of one token; where all were seen once, one token less
 * than all.
 *
 * @param n n_r for each r that occurs.
 * @returns The expected counts. Those of seen things sum to (1 − unseen) · Σ r n_r.
 *
 * Source: W. Gale, G. Sampson, "Good-Turing frequency estimation without tears", Journal of
 * Quantitative Linguistics 2 (1995).
 */
export function simpleGoodTuring(n: Map<number, number>): SmoothedCounts {
  const counts = [...n.keys()].sort((a, b) => a - b);
  const tokens = counts.reduce((sum, r) => sum + r * n.get(r)!, 0);
  const once = n.get(1) ?? 0;
  const unseen = Math.min(Math.max(once, 1) / tokens, 1 - 1 / (tokens + 1));
  const slope = slopeOf(counts, n);
  const raw = new Map<number, number>();
  let counted = true; // Turing's own estimate, as long as it is significantly different
  for (const r of counts) {
    const line = r * (1 + 1 / r) ** (slope + 1);
    const [here, next] = [n.get(r)!, n.get(r + 1) ?? 0];
    const turing = (r + 1) * next / here;
    const deviation = Math.sqrt((r + 1) ** 2 * next / here ** 2 * (1 + next / here));
    counted &&= next > 0 && Math.abs(turing - line) > 1.96 * deviation; // 95 % confidence
    raw.set(r, counted ? turing : line);
  }
  const sum = counts.reduce((total, r) => total + raw.get(r)! * n.get(r)!, 0);
  const scale = (1 - unseen) * tokens / sum;
  const of = new Map(counts.map((r) => [r, raw.get(r)! * scale]));
  return once > 0 && once < tokens ? { unseen, of } : { unseen, of, note: noteOn(once) };
}

function noteOn(once: number): string {
  return once === 0
    ? "no n-gram was counted once; the unseen ones share what one token has."
    : "all n-grams were counted once; the seen ones share what one token has.";
}

/** The slope of the line through (log r, log Z_r), least squares; -1 (ρ = r) for a single point. */
function slopeOf(counts: number[], n: Map<number, number>): number {
  if (counts.length < 2) return -1;
  const points = counts.map((r, i) => {
    const before = counts[i - 1] ?? 0;
    const after = counts[i + 1] ?? 2 * r - before;
    return { x: Math.log(r), y: Math.log(2 * n.get(r)! / (after - before)) };
  });
  const mean = (of: "x" | "y") => points.reduce((sum, p) => sum + p[of], 0) / points.length;
  const [meanX, meanY] = [mean("x"), mean("y")];
  const xy = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  const xx = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return xy / xx;
}
