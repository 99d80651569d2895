/**
 * A block of one matrix put into another.
 *
 * `to[toAt + i · toStep + j] = from[fromAt + i · fromStep + j]` for `i < rows`, `j < columns`
 *
 * @param from Where the block comes from.
 * @param to What it goes into; stays as it was.
 * @param block Its rows and columns; in both matrices where it begins and how far its rows lie apart.
 * @returns `to` with the block.
 *
 * @example
 * ```ts
 * import { copyRows } from "./copy_rows.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const block = { rows: 2, columns: 1, fromAt: 1, fromStep: 2, toAt: 0, toStep: 3 };
 * const out = copyRows([1, 2, 3, 4], [0, 0, 0, 0, 0, 0], block);
 * assertEquals(out, Float32Array.of(2, 0, 0, 4, 0, 0));
 * ```
 */
export function copyRows(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  { rows, columns, fromAt, fromStep, toAt, toStep }: Record<
    "rows" | "columns" | "fromAt" | "fromStep" | "toAt" | "toStep",
    number
  >,
): Float32Array {
  const out = Float32Array.from(to);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      out[toAt + i * toStep + j] = from[fromAt + i * fromStep + j]!;
    }
  }
  return out;
}
