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

import { applied4, apply4 } from "./activations";
import { bytes } from "./lanes";

export function activate(x: usize, more: usize, out: usize, n: i32, kind: i32): void {
  let i: usize = 0;
  const stop4 = bytes(n & ~3);
  // Each kind has a loop of its own: to ask for it at each vector would take longer than a ReLU does.
  if (kind == 1 && !more) {
    const zero = f32x4.splat(0);
    for (; i < stop4; i += 16) v128.store(out + i, f32x4.pmax(v128.load(x + i), zero));
  } else if (kind == 0) i = vectors(x, more, out, stop4, 0);
  else if (kind == 1) i = vectors(x, more, out, stop4, 1);
  else if (kind == 2) i = vectors(x, more, out, stop4, 2);
  else if (kind == 3) i = vectors(x, more, out, stop4, 3);
  else if (kind == 4) i = vectors(x, more, out, stop4, 4);
  else if (kind == 5) i = vectors(x, more, out, stop4, 5);
  else if (kind == 6) i = vectors(x, more, out, stop4, 6);
  else if (kind == 7) i = vectors(x, more, out, stop4, 7);
  else if (kind == 8) i = vectors(x, more, out, stop4, 8);
  else i = vectors(x, more, out, stop4, 9);
  for (const stop = bytes(n); i < stop; i += 4) {
    let sum = v128.load32_splat(x + i);
    if (more) sum = f32x4.add(sum, v128.load32_splat(more + i));
    store<f32>(out + i, f32x4.extract_lane(apply4(sum, kind), 0));
  }
}

/** All whole vectors; gives back where they end. */
// @ts-ignore: decorator
@inline
function vectors(x: usize, more: usize, out: usize, stop: usize, kind: i32): usize {
  let i: usize = 0;
  if (more) {
    for (; i < stop; i += 16) {
      v128.store(out + i, applied4(f32x4.add(v128.load(x + i), v128.load(more + i)), kind));
    }
  } else {
    for (; i < stop; i += 16) v128.store(out + i, applied4(v128.load(x + i), kind));
  }
  return i;
}
