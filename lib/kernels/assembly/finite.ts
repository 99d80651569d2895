// isFinite: 1 if every one of n floats is finite, else 0.
//
// a  byte address of n float32 values, any alignment
// n  count of floats, 0 or more
// Kernels that skip zeros ask this of the other factor first: 0 * NaN and 0 * Infinity are NaN, so
// a product may be left out only where the other side is finite.
//
// What is not finite has all bits of the exponent set: without its sign it is the largest number of all,
// as a whole number. Maxima of those wait for each other for one cycle, sums of floats for three.

import { bytes } from "./lanes";

/** The bits of infinity, shifted over the sign. */
export const INFINITE: u32 = 0xff000000;

export function isFinite(a: usize, n: i32): i32 {
  let m0 = i32x4.splat(0), m1 = m0, m2 = m0, m3 = m0;
  let i: usize = 0;
  const stop16 = bytes(n & ~15);
  for (; i < stop16; i += 64) {
    m0 = i32x4.max_u(m0, i32x4.shl(v128.load(a + i), 1));
    m1 = i32x4.max_u(m1, i32x4.shl(v128.load(a + i, 16), 1));
    m2 = i32x4.max_u(m2, i32x4.shl(v128.load(a + i, 32), 1));
    m3 = i32x4.max_u(m3, i32x4.shl(v128.load(a + i, 48), 1));
  }
  for (const stop = bytes(n); i < stop; i += 4) {
    m0 = i32x4.max_u(m0, i32x4.splat(load<i32>(a + i) << 1));
  }
  const most = i32x4.max_u(i32x4.max_u(m0, m1), i32x4.max_u(m2, m3));
  return i32(!v128.any_true(i32x4.ge_u(most, i32x4.splat(INFINITE))));
}
