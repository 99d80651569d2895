// The transforms of Winograd's minimal filtering F(4, 3), one line of a tile at a time, four channels
// at once. A tile is transformed along its columns and then along its rows by the same function.
//
//   four outputs y = A' [(G w) * (B' d)]   of six inputs d and three weights w; * is value by value,
//   their gradients        G' [(B' d) * (A dy)]   by the weights: the same matrices, turned
//
// Each value of B' d is the polynomial d through one point: 0, 1/√2, −1/√2, √2, −√2 and infinity.
// These points keep the factors small (at most 2√2; 0, ±1, ±2 have 8) and so the rounding errors.
//
// from   byte address of the first vector of the line; they lie `step` bytes apart
// to     byte address of the first result; they lie `toStep` bytes apart
//
// Sources: S. Winograd, Arithmetic Complexity of Computations, SIAM 1980; A. Lavin, S. Gray, Fast
// Algorithms for Convolutional Neural Networks, CVPR 2016; the choice of points: B. Barabasz,
// A. Anderson, K. Soodhalter, D. Gregg, Error Analysis and Improving the Accuracy of Winograd
// Convolution for Deep Neural Networks, ACM TOMS 46(4), 2020.

import { madd } from "./lanes";

// Factors of the lines of a tile, as globals that are set when a binary starts: V8 writes a constant out
// at every use, in three instructions, and reads in one what a program could change.
let root: v128, halfRoot: v128, half: v128, two: v128, minusHalf: v128, minus2: v128, minusFiveHalves: v128;
root = f32x4.splat(1.4142135623730951), halfRoot = f32x4.splat(0.7071067811865476);
half = f32x4.splat(0.5), two = f32x4.splat(2);
minusHalf = f32x4.splat(-0.5), minus2 = f32x4.splat(-2), minusFiveHalves = f32x4.splat(-2.5);

/** B' d: six inputs to six. */
// @ts-ignore: decorator
@inline
export function inputLine(from: usize, step: usize, to: usize, toStep: usize): void {
  const d1 = v128.load(from + step), d2 = v128.load(from + 2 * step);
  const d3 = v128.load(from + 3 * step), d4 = v128.load(from + 4 * step);
  v128.store(to, madd(d2, minusFiveHalves, f32x4.add(v128.load(from), d4)));
  let even = madd(d2, minus2, d4), odd = f32x4.mul(madd(d1, minus2, d3), halfRoot);
  v128.store(to + toStep, f32x4.add(even, odd));
  v128.store(to + 2 * toStep, f32x4.sub(even, odd));
  even = madd(d2, minusHalf, d4);
  odd = f32x4.mul(madd(d1, minusHalf, d3), root);
  v128.store(to + 3 * toStep, f32x4.add(even, odd));
  v128.store(to + 4 * toStep, f32x4.sub(even, odd));
  v128.store(to + 5 * toStep, madd(d3, minusFiveHalves, f32x4.add(d1, v128.load(from + 5 * step))));
}

/** G w: three weights to six. */
// @ts-ignore: decorator
@inline
export function filterLine(from: usize, step: usize, to: usize, toStep: usize): void {
  const w0 = v128.load(from), w1 = v128.load(from + step), w2 = v128.load(from + 2 * step);
  v128.store(to, w0);
  const third = f32x4.splat(<f32>(1.0 / 3)), sixth = f32x4.splat(<f32>(1.0 / 6));
  let even = f32x4.mul(madd(w0, two, w2), f32x4.neg(third));
  let odd = f32x4.mul(w1, f32x4.splat(<f32>(-1.4142135623730951 / 3)));
  v128.store(to + toStep, f32x4.add(even, odd));
  v128.store(to + 2 * toStep, f32x4.sub(even, odd));
  even = f32x4.mul(madd(w2, two, w0), sixth);
  odd = f32x4.mul(w1, f32x4.splat(<f32>(1.4142135623730951 / 6)));
  v128.store(to + 3 * toStep, f32x4.add(even, odd));
  v128.store(to + 4 * toStep, f32x4.sub(even, odd));
  v128.store(to + 5 * toStep, w2);
}

/** A' m: six products to four outputs. */
// @ts-ignore: decorator
@inline
export function outputLine(from: usize, step: usize, to: usize, toStep: usize): void {
  const m1 = v128.load(from + step), m2 = v128.load(from + 2 * step);
  const m3 = v128.load(from + 3 * step), m4 = v128.load(from + 4 * step);
  const near = f32x4.add(m1, m2), far = f32x4.add(m3, m4);
  const nearOdd = f32x4.mul(f32x4.sub(m1, m2), halfRoot);
  const farOdd = f32x4.mul(f32x4.sub(m3, m4), root);
  v128.store(to, f32x4.add(v128.load(from), f32x4.add(near, far)));
  v128.store(to + toStep, f32x4.add(nearOdd, farOdd));
  v128.store(to + 2 * toStep, madd(near, half, f32x4.mul(far, two)));
  const last = madd(nearOdd, half, v128.load(from + 5 * step));
  v128.store(to + 3 * toStep, madd(farOdd, two, last));
}

/** A dy: four gradients of outputs to six of products. */
// @ts-ignore: decorator
@inline
export function outputGradLine(from: usize, step: usize, to: usize, toStep: usize): void {
  const g0 = v128.load(from), g1 = v128.load(from + step);
  const g2 = v128.load(from + 2 * step), g3 = v128.load(from + 3 * step);
  v128.store(to, g0);
  let even = madd(g2, half, g0), odd = f32x4.mul(madd(g3, half, g1), halfRoot);
  v128.store(to + toStep, f32x4.add(even, odd));
  v128.store(to + 2 * toStep, f32x4.sub(even, odd));
  even = madd(g2, two, g0);
  odd = f32x4.mul(madd(g3, two, g1), root);
  v128.store(to + 3 * toStep, f32x4.add(even, odd));
  v128.store(to + 4 * toStep, f32x4.sub(even, odd));
  v128.store(to + 5 * toStep, g3);
}

/** G' s: six sums to three gradients of weights. */
// @ts-ignore: decorator
@inline
export function filterGradLine(from: usize, step: usize, to: usize, toStep: usize): void {
  const s1 = v128.load(from + step), s2 = v128.load(from + 2 * step);
  const s3 = v128.load(from + 3 * step), s4 = v128.load(from + 4 * step);
  const near = f32x4.mul(f32x4.add(s1, s2), f32x4.splat(<f32>(-1.0 / 3)));
  const far = f32x4.mul(f32x4.add(s3, s4), f32x4.splat(<f32>(1.0 / 6)));
  v128.store(to, f32x4.add(madd(near, two, far), v128.load(from)));
  const nearOdd = f32x4.mul(f32x4.sub(s1, s2), f32x4.splat(<f32>(-1.4142135623730951 / 3)));
  v128.store(to + toStep, madd(f32x4.sub(s3, s4), f32x4.splat(<f32>(1.4142135623730951 / 6)), nearOdd));
  v128.store(to + 2 * toStep, f32x4.add(madd(far, two, near), v128.load(from + 5 * step)));
}
