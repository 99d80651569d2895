/**
 * Mean and variance of every column.
 *
 * `mean[j] = Σ_i x[i, j] / rows`, `variance[j] = Σ_i (x[i, j] − mean[j])² / rows`
 *
 * @param x Shape `(rows, columns)`.
 * @param options `rows` and `columns`, 1 or more.
 * @returns Both in float64, shape `(columns)` each.
 *
 * @example
 * ```ts
 * import { columnMoments } from "./column_moments.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { mean, variance } = columnMoments([1, 5, 3, 5], { rows: 2, columns: 2 });
 * assertEquals([...mean, ...variance], [2, 5, 1, 0]);
 * ```
 */
export function columnMoments(
  x: ArrayLike<number>,
  { rows, columns }: { rows: number; columns: number },
): { mean: Float64Array; variance: Float64Array } {
  const mean = new Float64Array(columns);
  const variance = new Float64Array(columns);
  for (let at = 0; at < rows * columns; at++) mean[at % columns]! += x[at]! / rows;
  for (let at = 0; at < rows * columns; at++) {
    variance[at % columns]! += (x[at]! - mean[at % columns]!) ** 2 / rows;
  }
  return { mean, variance };
}
