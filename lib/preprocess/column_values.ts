import { cannot, columnOf, type Matrix } from "../core/mod.ts";

/**
 * The values of each column that are there, in the order of the rows.
 *
 * @throws {RangeError} If a column has none.
 */
export function presentValues(action: string, X: Matrix): Float64Array<ArrayBuffer>[] {
  return Array.from({ length: X.columns }, (_, j) => {
    const present = columnOf(X, j).filter((value) => !Number.isNaN(value));
    if (present.length > 0) return present;
    throw new RangeError(
      cannot(action, `column ${j} must hold at least one value that is not NaN`),
    );
  });
}

/**
 * The quantile of sorted values, straight lines between neighbours: the `share` of them lie below.
 *
 * Written as NumPy computes it, from the nearer neighbour, so that both round alike.
 */
export function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const [a, b] = [sorted[low]!, sorted[Math.min(low + 1, sorted.length - 1)]!];
  const t = at - low;
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
}

/** A scale to divide by: one where the true one is nothing but rounding. */
export function nonZeroScale(scale: number): number {
  return scale < 10 * Number.EPSILON ? 1 : scale; // the bound is scikit-learn's
}
