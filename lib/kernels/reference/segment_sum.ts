/**
 * The sums of the rows that carry the same segment number.
 *
 * `out[s] = Σ x[i] over all i with ids[i] = s`
 *
 * A segment that no row names is 0; rows with a number outside of 0 … segments − 1 are left out.
 *
 * @param x Rows of `columns` values each.
 * @param ids For each row its segment.
 * @param options `columns`, values in a row, and `segments`, how many there are; 0 or more.
 * @returns Shape `(segments, columns)`, in float64.
 *
 * @example The middle row stands alone, the others are added
 * ```ts
 * import { segmentSum } from "./segment_sum.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const out = segmentSum([1, 2, 10, 20, 3, 4], [0, 2, 0], { columns: 2, segments: 3 });
 * assertEquals(out, Float64Array.of(4, 6, 0, 0, 10, 20));
 * ```
 */
export function segmentSum(
  x: ArrayLike<number>,
  ids: ArrayLike<number>,
  { columns, segments }: { columns: number; segments: number },
): Float64Array {
  const out = new Float64Array(segments * columns);
  for (let i = 0; i < ids.length; i++) {
    const segment = ids[i]!;
    if (segment < 0 || segment >= segments) continue;
    for (let j = 0; j < columns; j++) out[segment * columns + j]! += x[i * columns + j]!;
  }
  return out;
}
