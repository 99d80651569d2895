/**
 * Numbers held between two bounds.
 *
 * `out[i] = min(max(x[i], low), high)`; NaN stays NaN.
 *
 * @param x Numbers, shape `(n)`.
 * @param bounds The least and the greatest result, `low <= high`.
 * @returns The same numbers, those beyond a bound replaced by it, shape `(n)`.
 *
 * @example
 * ```ts
 * import { clip } from "./clip.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(clip([-2, 0.5, 3], { low: 0, high: 1 }), Float32Array.of(0, 0.5, 1));
 * ```
 */
export function clip(
  x: ArrayLike<number>,
  { low, high }: { low: number; high: number },
): Float32Array {
  return Float32Array.from(x, (value) => value < low ? low : value > high ? high : value);
}
