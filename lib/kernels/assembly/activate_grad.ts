// activateGrad: dx[i] = (dy[i] + more[i]) * slope, the activation's slope where it gave y[i].
//
// dy    byte address of n floats
// more  byte address of n floats, a second part of the gradient, or 0 for none
// y     byte address of n floats, what the activation gave
// dx    byte address of n floats; may be any of the others
// n     count of floats, 0 or more
// kind  0 linear, 1 ReLU, 2 tanh, 3 sigmoid, 4 hard sigmoid, 5 ELU, 6 SELU, 7 softplus, 8 softsign,
//       9 ReLU6 (activations.ts)
// At the corners of ReLU, ReLU6 and hard sigmoid the slope is 0; SELU at 0 has the one from below.

import { get, put, slope4 } from "./activations";
import { bytes } from "./lanes";

export function activateGrad(
  dy: usize,
  more: usize,
  y: usize,
  dx: usize,
  n: i32,
  kind: i32,
): void {
  let i: usize = 0;
  for (const stop4 = bytes(n & ~3); i < stop4; i += 16) gradAt(dy, more, y, dx, i, kind, true);
  for (const stop = bytes(n); i < stop; i += 4) gradAt(dy, more, y, dx, i, kind, false);
}

// @ts-ignore: decorator
@inline
function gradAt(
  dy: usize,
  more: usize,
  y: usize,
  dx: usize,
  i: usize,
  kind: i32,
  wide: bool,
): void {
  let sum = get(dy + i, wide);
  if (more) sum = f32x4.add(sum, get(more + i, wide));
  put(dx + i, f32x4.mul(sum, slope4(get(y + i, wide), kind)), wide);
}
