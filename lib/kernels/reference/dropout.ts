/**
 * Values of which some are dropped, by numbers drawn from a key.
 *
 * `out[i] = x[i] · scale` where the i-th number is `least` or more, else 0. The i-th number is
 * `hash(i ⊕ key)`, whole and even over 0 to 2³² − 1.
 *
 * @param x Values, shape `(n)`.
 * @param options `key`, any 32 bits; `least`, 0 to 2³² − 1, so that a share of least / 2³² is
 * dropped; `scale`, what the others are multiplied by.
 * @returns The values, shape `(n)`.
 *
 * @example Half of them go, and the others are doubled
 * ```ts
 * import { dropout } from "./dropout.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const out = dropout(new Float32Array(10_000).fill(1), { key: 7, least: 2 ** 31, scale: 2 });
 * assertAlmostEquals(out.reduce((a, b) => a + b) / 10_000, 1, 0.03);
 * ```
 *
 * Source of the hash: C. Wellons, Prospecting for hash functions, 2018.
 */
export function dropout(
  x: ArrayLike<number>,
  { key, least, scale }: { key: number; least: number; scale: number },
): Float32Array {
  return Float32Array.from(x, (value, i) => hash(i ^ key) >= least ? value * scale : 0);
}

function hash(x: number): number {
  x = Math.imul(x ^ x >>> 16, 0x7feb352d);
  x = Math.imul(x ^ x >>> 15, 0x846ca68b);
  return (x ^ x >>> 16) >>> 0;
}
