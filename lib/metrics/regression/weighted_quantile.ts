/**
 * The weighted quantile by the averaged inverse of the distribution function: the smallest value
 * with at least the share `p` of all weight at or below it, and the mean of it and the next one where
 * the weight is just `p`.
 *
 * With equal weights and p = ½ this is the ordinary median.
 *
 * @param values Finite numbers, shape `(n)`, n >= 1.
 * @param p A share, 0 < p < 1.
 * @param sampleWeight Weights of at least 0, one above 0. @default 1 for each
 *
 * Source: R. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American
 * Statistician 50 (1996), definition 2; with weights as scikit-learn 1.7 and later.
 */
export function weightedQuantile(
  values: ArrayLike<number>,
  p: number,
  sampleWeight?: ArrayLike<number>,
): number {
  return sampleWeight ? weighted(values, p, sampleWeight) : unweighted(values, p);
}

function unweighted(values: ArrayLike<number>, p: number): number {
  const sorted = Float64Array.from(values).sort();
  const place = sorted.length * p;
  const at = Math.max(Math.ceil(place - place * SLACK) - 1, 0);
  const next = isHit(at + 1, place) ? Math.min(at + 1, sorted.length - 1) : at;
  return middle(sorted[at]!, sorted[next]!);
}

/** How much of a share rounding may hide: 10 · 0.7 is not quite 7 in binary. */
const SLACK = 1e-12;

function isHit(reached: number, place: number): boolean {
  return Math.abs(reached - place) <= place * SLACK;
}

function weighted(
  values: ArrayLike<number>,
  p: number,
  sampleWeight: ArrayLike<number>,
): number {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i)
    .filter((i) => sampleWeight[i]! > 0)
    .sort((a, b) => values[a]! - values[b]!);
  const place = p * order.reduce((sum, i) => sum + sampleWeight[i]!, 0);
  let reached = 0;
  for (const [at, i] of order.entries()) {
    reached += sampleWeight[i]!;
    if (isHit(reached, place)) return middle(values[i]!, values[order[at + 1] ?? i]!);
    if (reached > place) return values[i]!;
  }
  return values[order.at(-1)!]!;
}

/** Half of each, because the sum of two large numbers may be too large. */
function middle(a: number, b: number): number {
  return a === b ? a : a / 2 + b / 2;
}
