// leakyRelu: out[i] = x[i] where x[i] > 0, else alpha * x[i].
//
// x, out  byte addresses of n floats each; may be the same
// n       count of floats, 0 or more
// alpha   the slope below 0
// One rounding per element, as in the plain loop: the same bits. NaN stays NaN.

import { get, put } from "./activations";
import { bytes } from "./lanes";

export function leakyRelu(x: usize, out: usize, n: i32, alpha: f32): void {
  let i: usize = 0;
  for (const stop4 = bytes(n & ~3); i < stop4; i += 16) bend(x + i, out + i, alpha, true);
  for (const stop = bytes(n); i < stop; i += 4) bend(x + i, out + i, alpha, false);
}

// @ts-ignore: decorator
@inline
function bend(x: usize, out: usize, alpha: f32, wide: bool): void {
  const value = get(x, wide);
  const below = f32x4.mul(value, f32x4.splat(alpha));
  put(out, v128.bitselect(value, below, f32x4.gt(value, f32x4.splat(0))), wide);
}
