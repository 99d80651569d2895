// isFinite: 1 if every one of n floats is finite, else 0.
//
// a  byte address of n float32 values, any alignment
// n  count of floats, 0 or more
// Kernels that skip zeros ask this of the other factor first: 0 * NaN and 0 * Infinity are NaN, so
// a product may be left out only where the other side is finite.

import { bytes, sumLanes } from "./lanes";

export function isFinite(a: usize, n: i32): i32 {
  const zero = f32x4.splat(0);
  let s0 = zero, s1 = zero; // x * 0 is 0 for a finite x and NaN for any other
  let i: usize = 0;
  const stop8 = bytes(n & ~7);
  for (; i < stop8; i += 32) {
    s0 = f32x4.add(s0, f32x4.mul(v128.load(a + i), zero));
    s1 = f32x4.add(s1, f32x4.mul(v128.load(a + i, 16), zero));
  }
  let sum = sumLanes(f32x4.add(s0, s1));
  for (const stop = bytes(n); i < stop; i += 4) sum += load<f32>(a + i) * 0;
  return i32(sum == 0);
}
