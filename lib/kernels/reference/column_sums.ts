/**
 * The sum of every column.
 *
 * `out[j] = Σ_i x[i, j]`
 *
 * @param x Shape `(rows, columns)`.
 * @param options `rows`, 0 or more, and `columns`, 1 or more.
 * @returns Shape `(columns)`, summed in float64; zeros if there are no rows.
 *
 * @example
 * ```ts
 * import { columnSums } from "./column_sums.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(columnSums([1, 2, 30, 40], { rows: 2, columns: 2 }), Float64Array.of(31, 42));
 * ```
 */
export function columnSums(
  x: ArrayLike<number>,
  { rows, columns }: { rows: number; columns: number },
): Float64Array {
  const out = new Float64Array(columns);
  for (let at = 0; at < rows * columns; at++) out[at % columns]! += x[at]!;
  return out;
}
