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
// Only a toM below 2^-126, the smallest number of full precision, becomes 0, and a g * g below it
// counts as 0: with an epsilon of 1e-8 or more no parameter above 2^-70 takes notice.
//
// Source: D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1.

import { get, put } from "./activations";
import { bytes, flushTiny, flushTinySquare } from "./lanes";

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
  const stop4 = bytes(n & ~3);
  if (left1 == 1) { // after some 160 steps: one division less
    for (; i < stop4; i += 16) {
      stepAt(
        w + i, m + i, v + i, g + i, to + i, toM + i, toV + i,
        b1, r1, b2, r2, l1, l2, e, r, true, true,
      );
    }
  }
  for (; i < stop4; i += 16) {
    stepAt(
      w + i, m + i, v + i, g + i, to + i, toM + i, toV + i,
      b1, r1, b2, r2, l1, l2, e, r, false, true,
    );
  }
  for (const stop = bytes(n); i < stop; i += 4) {
    stepAt(
      w + i, m + i, v + i, g + i, to + i, toM + i, toV + i,
      b1, r1, b2, r2, l1, l2, e, r, false, false,
    );
  }
}

// @ts-ignore: decorator
@inline
function stepAt(
  w: usize, m: usize, v: usize, g: usize, to: usize, toM: usize, toV: usize, beta1: v128, rest1: v128,
  beta2: v128, rest2: v128, left1: v128, left2: v128, epsilon: v128, rate: v128, isLate: bool,
  wide: bool,
): void {
  const gi = get(g, wide);
  const mi = flushTiny(f32x4.add(f32x4.mul(get(m, wide), beta1), f32x4.mul(gi, rest1)));
  const part = flushTinySquare(gi);
  const square = f32x4.mul(f32x4.mul(part, part), rest2);
  const vi = f32x4.add(f32x4.mul(get(v, wide), beta2), square);
  put(toM, mi, wide);
  put(toV, vi, wide);
  const root = f32x4.add(f32x4.sqrt(f32x4.div(vi, left2)), epsilon);
  const corrected = isLate ? mi : f32x4.div(mi, left1);
  const by = f32x4.mul(f32x4.div(corrected, root), rate);
  put(to, f32x4.add(by, get(w, wide)), wide);
}
