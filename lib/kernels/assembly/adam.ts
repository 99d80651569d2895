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
// An m below 2^-126, the smallest number of full precision, becomes 0, and g * g below it counts as 0.
// Parameters that tfjs's own kernels see must go to a new place: those keep packed copies of weights
// by tensor.
//
// Source: D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1.

import { get, put } from "./activations";
import { bytes, flushTiny, flushTinySquare } from "./lanes";

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
    stepAt(w + i, to + i, m + i, v + i, g + i, r, b1, c1, b2, c2, e, s, true);
  }
  for (const stop = bytes(n); i < stop; i += 4) {
    stepAt(w + i, to + i, m + i, v + i, g + i, r, b1, c1, b2, c2, e, s, false);
  }
}

// @ts-ignore: decorator
@inline
function stepAt(
  w: usize, to: usize, m: usize, v: usize, g: usize, rate: v128, keep1: v128, take1: v128, keep2: v128,
  take2: v128, epsilon: v128, scale: v128, wide: bool,
): void {
  const gi = get(g, wide);
  const mi = flushTiny(f32x4.add(f32x4.mul(keep1, get(m, wide)), f32x4.mul(take1, gi)));
  const part = flushTinySquare(gi);
  const square = f32x4.mul(f32x4.mul(take2, part), part);
  const vi = f32x4.add(f32x4.mul(keep2, get(v, wide)), square);
  put(m, mi, wide);
  put(v, vi, wide);
  const root = f32x4.add(f32x4.sqrt(f32x4.mul(vi, scale)), epsilon);
  put(to, f32x4.sub(get(w, wide), f32x4.div(f32x4.mul(rate, mi), root)), wide);
}
