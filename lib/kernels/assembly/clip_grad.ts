// clipGrad: dx[i] = dy[i] where low <= x[i] <= high, else 0.
//
// dy, x      byte addresses of n floats each; x is what was clipped
// dx         byte address of n floats; may be the same as dy or x
// n          count of floats, 0 or more
// low, high  the bounds, low <= high
// The gradient at a bound is dy, and 0 where x is NaN, as in tfjs. No rounding: the same bits.

import { bytes } from "./lanes";

export function clipGrad(dy: usize, x: usize, dx: usize, n: i32, low: f32, high: f32): void {
  const l = f32x4.splat(low), h = f32x4.splat(high);
  let i: usize = 0;
  for (const stop4 = bytes(n & ~3); i < stop4; i += 16) {
    const at = v128.load(x + i), within = v128.and(f32x4.ge(at, l), f32x4.le(at, h));
    v128.store(dx + i, v128.and(v128.load(dy + i), within));
  }
  for (const stop = bytes(n); i < stop; i += 4) {
    const at = load<f32>(x + i);
    store<f32>(dx + i, at >= low && at <= high ? load<f32>(dy + i) : 0);
  }
}
