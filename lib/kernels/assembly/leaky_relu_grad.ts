// leakyReluGrad: dx[i] = dy[i] where x[i] > 0, else alpha * dy[i].
//
// dy, x, dx  byte addresses of n floats each; dx may be dy or x
// n          count of floats, 0 or more
// alpha      the slope below 0, which is also the one at 0
// One rounding per element, as in the plain loop: the same bits.

import { get, put } from "./activations";
import { bytes } from "./lanes";

export function leakyReluGrad(dy: usize, x: usize, dx: usize, n: i32, alpha: f32): void {
  let i: usize = 0;
  for (const stop4 = bytes(n & ~3); i < stop4; i += 16) slope(dy + i, x + i, dx + i, alpha, true);
  for (const stop = bytes(n); i < stop; i += 4) slope(dy + i, x + i, dx + i, alpha, false);
}

// @ts-ignore: decorator
@inline
function slope(dy: usize, x: usize, dx: usize, alpha: f32, wide: bool): void {
  const value = get(dy, wide);
  const below = f32x4.mul(value, f32x4.splat(alpha));
  put(dx, v128.bitselect(value, below, f32x4.gt(get(x, wide), f32x4.splat(0))), wide);
}
