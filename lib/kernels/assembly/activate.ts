// activate: out[i] = activation(x[i] + more[i]).
//
// x     byte address of n floats
// more  byte address of n floats, or 0 for none
// out   byte address of n floats; may be x or more
// n     count of floats, 0 or more
// kind  0 linear, 1 ReLU, 2 tanh, 3 sigmoid, 4 hard sigmoid, 5 ELU, 6 SELU, 7 softplus, 8 softsign,
//       9 ReLU6 (activations.ts)
// The relative error is at most 5e-7, but that the sigmoid ends at 6e-39 and softplus at 1e-38; NaN
// stays NaN.

import { apply4, get, put } from "./activations";
import { bytes } from "./lanes";

export function activate(x: usize, more: usize, out: usize, n: i32, kind: i32): void {
  let i: usize = 0;
  const stop4 = bytes(n & ~3);
  // A ReLU is so cheap that to ask for the kind at each vector takes longer than it does.
  if (kind == 1 && !more) {
    const zero = f32x4.splat(0);
    for (; i < stop4; i += 16) v128.store(out + i, f32x4.pmax(v128.load(x + i), zero));
  }
  for (; i < stop4; i += 16) activateAt(x, more, out, i, kind, true);
  for (const stop = bytes(n); i < stop; i += 4) activateAt(x, more, out, i, kind, false);
}

// @ts-ignore: decorator
@inline
function activateAt(x: usize, more: usize, out: usize, i: usize, kind: i32, wide: bool): void {
  let sum = get(x + i, wide);
  if (more) sum = f32x4.add(sum, get(more + i, wide));
  put(out + i, apply4(sum, kind), wide);
}
