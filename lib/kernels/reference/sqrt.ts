/**
 * Square roots, correctly rounded to float32.
 *
 * `out[i] = √x[i]`: NaN below 0, −0 for −0.
 *
 * @param x Numbers, shape `(n)`.
 * @returns Their roots, shape `(n)`.
 *
 * @example
 * ```ts
 * import { sqrt } from "./sqrt.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sqrt([9, 2.25]), Float32Array.of(3, 1.5));
 * ```
 */
export function sqrt(x: ArrayLike<number>): Float32Array {
  return Float32Array.from(x, Math.sqrt);
}
