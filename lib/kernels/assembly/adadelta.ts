// adadelta: one step of Adadelta for n parameters, in one pass over memory.
//
//   v = rho * v + (1 - rho) * g * g
//   step = sqrt(d + epsilon) / sqrt(v + epsilon) * g
//   d = rho * d + (1 - rho) * step * step
//   w = w - rate * step
//
// w     byte address of n parameters, changed in place
// v, d  byte addresses of the means of squared gradients and steps, n floats each, changed in place
// g     byte address of the gradient, n floats
//
// Source: M. Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012, algorithm 1.

import { get, put } from "./activations";
import { bytes } from "./lanes";

export function adadelta(
  w: usize,
  v: usize,
  d: usize,
  g: usize,
  n: i32,
  rate: f32,
  rho: f32,
  epsilon: f32,
): void {
  let i: usize = 0;
  for (const stop4 = bytes(n & ~3); i < stop4; i += 16) {
    stepAt(w + i, v + i, d + i, g + i, rate, rho, epsilon, true);
  }
  for (const stop = bytes(n); i < stop; i += 4) {
    stepAt(w + i, v + i, d + i, g + i, rate, rho, epsilon, false);
  }
}

// @ts-ignore: decorator
@inline
function stepAt(
  w: usize,
  v: usize,
  d: usize,
  g: usize,
  rate: f32,
  rho: f32,
  epsilon: f32,
  wide: bool,
): void {
  const keep = f32x4.splat(rho), take = f32x4.splat(1 - rho), e = f32x4.splat(epsilon);
  const gi = get(g, wide), di = get(d, wide);
  const vi = f32x4.add(f32x4.mul(keep, get(v, wide)), f32x4.mul(take, f32x4.mul(gi, gi)));
  const ratio = f32x4.div(f32x4.sqrt(f32x4.add(di, e)), f32x4.sqrt(f32x4.add(vi, e)));
  const step = f32x4.mul(ratio, gi);
  put(v, vi, wide);
  put(d, f32x4.add(f32x4.mul(keep, di), f32x4.mul(take, f32x4.mul(step, step))), wide);
  put(w, f32x4.sub(get(w, wide), f32x4.mul(f32x4.splat(rate), step)), wide);
}
