/**
 * A matrix turned round: `out[j, i] = x[i, j]`.
 *
 * @param x (rows, columns), row-major.
 * @param rows Its rows.
 * @param columns Its columns.
 * @returns (columns, rows), row-major.
 *
 * @example
 * ```ts
 * import { transpose } from "./transpose.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(transpose([1, 2, 3, 4, 5, 6], 2, 3), Float32Array.of(1, 4, 2, 5, 3, 6));
 * ```
 */
export function transpose(x: ArrayLike<number>, rows: number, columns: number): Float32Array {
  const out = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = x[i * columns + j]!;
  }
  return out;
}
