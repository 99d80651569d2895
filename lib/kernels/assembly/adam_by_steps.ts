// adamBySteps: one step of Adam, in one pass, with all the roundings of `tf.train.adam`, which does it
// by fourteen operations.
//
//   toM = m * beta1 + g * rest1
//   toV = v * beta2 + g * g * rest2
//   to  = toM / left1 / (sqrt(toV / left2) + epsilon) * rate + w
//
// w, m, v, g    byte addresses of the parameters, both moments and the gradient, n floats each
// to, toM, toV  byte addresses of n floats each; must not overlap the others
// n             count of parameters, 0 or more
// beta1, beta2  what is left of the moments; rest1, rest2: 1 minus these, as the caller rounds them
// left1, left2  the moments' bias corrections, 1 - beta^t
// epsilon, rate as in the formula; the rate is negative
// Each operation is rounded once, as IEEE 754 has it: the same bits as one after the other.
//
// Source: D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1.

import { bytes } from "./lanes";

export function adamBySteps(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  to: usize,
  toM: usize,
  toV: usize,
  n: i32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  left1: f32,
  left2: f32,
  epsilon: f32,
  rate: f32,
): void {
  const b1 = f32x4.splat(beta1), r1 = f32x4.splat(rest1), l1 = f32x4.splat(left1);
  const b2 = f32x4.splat(beta2), r2 = f32x4.splat(rest2), l2 = f32x4.splat(left2);
  const e = f32x4.splat(epsilon), r = f32x4.splat(rate);
  let i: usize = 0;
  for (const stop4 = bytes(n & ~3); i < stop4; i += 16) {
    const gi = v128.load(g + i);
    const mi = f32x4.add(f32x4.mul(v128.load(m + i), b1), f32x4.mul(gi, r1));
    const vi = f32x4.add(f32x4.mul(v128.load(v + i), b2), f32x4.mul(f32x4.mul(gi, gi), r2));
    const root = f32x4.add(f32x4.sqrt(f32x4.div(vi, l2)), e);
    const by = f32x4.mul(f32x4.div(f32x4.div(mi, l1), root), r);
    v128.store(toM + i, mi);
    v128.store(toV + i, vi);
    v128.store(to + i, f32x4.add(by, v128.load(w + i)));
  }
  for (const stop = bytes(n); i < stop; i += 4) {
    const gi = load<f32>(g + i);
    const mi = load<f32>(m + i) * beta1 + gi * rest1;
    const vi = load<f32>(v + i) * beta2 + gi * gi * rest2;
    store<f32>(toM + i, mi);
    store<f32>(toV + i, vi);
    store<f32>(to + i, mi / left1 / (sqrt<f32>(vi / left2) + epsilon) * rate + load<f32>(w + i));
  }
}
