// sqrt: out[i] = the square root of x[i]; NaN where x[i] < 0.
//
// x, out  byte addresses of n floats each; may be the same
// n       count of floats, 0 or more
// Correctly rounded, as in the plain loop: the same bits.

import { bytes } from "./lanes";

export function sqrt(x: usize, out: usize, n: i32): void {
  let i: usize = 0;
  for (const stop4 = bytes(n & ~3); i < stop4; i += 16) {
    v128.store(out + i, f32x4.sqrt(v128.load(x + i)));
  }
  for (const stop = bytes(n); i < stop; i += 4) {
    store<f32>(out + i, f32x4.extract_lane(f32x4.sqrt(f32x4.splat(load<f32>(x + i))), 0));
  }
}
