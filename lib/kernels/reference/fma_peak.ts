/** What is done to each value, turn by turn. */
export type FmaTurns = {
  /** Turns, 0 or more. */
  n: number;
  /** The factor of each turn. */
  scale: number;
  /** What is added in each turn. */
  shift: number;
};

/**
 * Products and sums that need nothing but registers: the work by which a processor's peak is
 * measured.
 *
 * `x ← x · scale + shift`, n times; `2 · n` operations a value.
 *
 * @param x The first values, shape `(4 · chains)`; left as they are.
 * @param turns How often, by which factor, and what is added; both are taken as float32.
 * @returns The last values, not rounded, shape `(4 · chains)`.
 *
 * @example
 * ```ts
 * import { fmaPeak } from "./fma_peak.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(fmaPeak([0, 8], { n: 2, scale: 0.5, shift: 1 }), Float64Array.of(1.5, 3.5));
 * ```
 */
export function fmaPeak(x: ArrayLike<number>, { n, scale, shift }: FmaTurns): Float64Array {
  const [factor, summand] = [Math.fround(scale), Math.fround(shift)];
  const out = Float64Array.from(x);
  for (let turn = 0; turn < n; turn++) {
    for (let i = 0; i < out.length; i++) out[i] = out[i]! * factor + summand;
  }
  return out;
}
