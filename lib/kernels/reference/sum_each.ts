/**
 * The sums of every `size` values that stand in a row.
 *
 * `out[i] = Σ_j x[i · size + j]`
 *
 * @param x A multiple of `size` values.
 * @param options `size`, 1 or more.
 * @returns `x.length / size` sums, in float64.
 *
 * @example
 * ```ts
 * import { sumEach } from "./sum_each.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sumEach([1, 2, 3, 40, 50, 60], { size: 3 }), Float64Array.of(6, 150));
 * ```
 */
export function sumEach(x: ArrayLike<number>, { size }: { size: number }): Float64Array {
  const out = new Float64Array(x.length / size);
  for (let i = 0; i < x.length; i++) out[Math.floor(i / size)]! += x[i]!;
  return out;
}
