// adam: one step of Adam for n parameters, in one pass over memory.
//
//   m  = beta1 * m + (1 - beta1) * g
//   v  = beta2 * v + (1 - beta2) * g * g
//   to = w - rate * m / (sqrt(v * scale) + epsilon)
//
// w        byte address of n parameters
// to       byte address of n floats for the new parameters; may be w, else overlaps nothing
// m, v     byte addresses of the two moments, n floats each, changed in place
// g        byte address of the gradient, n floats
// rate     step size with the first moment's bias correction: learningRate / (1 - beta1^t)
// scale    the second moment's bias correction: 1 / (1 - beta2^t), or 1 where `rate` holds it
// Parameters that tfjs's own kernels see must go to a new place: those keep packed copies of weights
// by tensor.
//
// Source: D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1.

import { bytes } from "./lanes";

export function adam(
  w: usize,
  to: usize,
  m: usize,
  v: usize,
  g: usize,
  n: i32,
  rate: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
  scale: f32,
): void {
  const b1 = f32x4.splat(beta1), c1 = f32x4.splat(1 - beta1);
  const b2 = f32x4.splat(beta2), c2 = f32x4.splat(1 - beta2);
  const r = f32x4.splat(rate), e = f32x4.splat(epsilon), s = f32x4.splat(scale);
  let i: usize = 0;
  for (const stop4 = bytes(n & ~3); i < stop4; i += 16) {
    const gi = v128.load(g + i);
    const mi = f32x4.add(f32x4.mul(b1, v128.load(m + i)), f32x4.mul(c1, gi));
    const vi = f32x4.add(f32x4.mul(b2, v128.load(v + i)), f32x4.mul(f32x4.mul(c2, gi), gi));
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(vi, s)), e);
    v128.store(m + i, mi);
    v128.store(v + i, vi);
    v128.store(to + i, f32x4.sub(v128.load(w + i), f32x4.div(f32x4.mul(r, mi), root)));
  }
  for (const stop = bytes(n); i < stop; i += 4) {
    const gi = load<f32>(g + i);
    const mi = beta1 * load<f32>(m + i) + (1 - beta1) * gi;
    const vi = beta2 * load<f32>(v + i) + (1 - beta2) * gi * gi;
    store<f32>(m + i, mi);
    store<f32>(v + i, vi);
    store<f32>(to + i, load<f32>(w + i) - rate * mi / (sqrt<f32>(vi * scale) + epsilon));
  }
}
