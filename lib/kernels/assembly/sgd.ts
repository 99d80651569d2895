// sgd: w[i] = w[i] - rate * g[i].
//
// w     byte address of n parameters, changed in place
// g     byte address of the gradient, n floats
// n     count of floats, 0 or more
// Two roundings in both builds: the same bits.

import { bytes } from "./lanes";

export function sgd(w: usize, g: usize, n: i32, rate: f32): void {
  const r = f32x4.splat(rate);
  let i: usize = 0;
  for (const stop4 = bytes(n & ~3); i < stop4; i += 16) {
    v128.store(w + i, f32x4.sub(v128.load(w + i), f32x4.mul(r, v128.load(g + i))));
  }
  for (const stop = bytes(n); i < stop; i += 4) {
    store<f32>(w + i, load<f32>(w + i) - rate * load<f32>(g + i));
  }
}
