// columnMoments: mean[j] = sum over i of x[i, j] / rows, and
// variance[j] = sum over i of (x[i, j] - mean[j])^2 / rows.
//
// x               byte address of rows × columns floats, row after row
// mean, variance  byte addresses of `columns` floats each; must not overlap x
// rows, columns   counts, 1 or more
//
// Rows are taken in blocks of BLOCK, which stay in the cache: the block's mean first, told from how far
// its rows lie from its first one, then its squares about that mean; both are merged into those of the
// rows before (Chan, Golub and LeVeque, 1983). So x comes from memory once, and a mean far from 0 costs
// the variance no digits. With e = (BLOCK + rows / BLOCK) * 2^-23 the mean is off by at most
// e * max|x[i] - x[k]| + 2^-23 * max|x|, the variance by at most 2 * e * variance plus that squared.

import { get, put } from "./activations";
import { bytes, madd } from "./lanes";

const BLOCK: i32 = 256;

export function columnMoments(
  x: usize,
  mean: usize,
  variance: usize,
  rows: i32,
  columns: i32,
): void {
  const step = bytes(columns), stop4 = bytes(columns & ~3);
  memory.fill(mean, 0, step);
  memory.fill(variance, 0, step); // holds sums of squares until the end
  for (let i = 0; i < rows; i += BLOCK) {
    const from = x + <usize>i * step, count = min(BLOCK, rows - i);
    let j: usize = 0;
    for (; j < stop4; j += 16) merge(from + j, step, count, i, mean + j, variance + j, true);
    for (; j < step; j += 4) merge(from + j, step, count, i, mean + j, variance + j, false);
  }
  const all = <f32>rows;
  for (let j: usize = 0; j < step; j += 4) {
    store<f32>(variance + j, load<f32>(variance + j) / all);
  }
}

/** Takes a block of `count` rows into the moments of the `before` rows above it: 4 columns, or 1. */
// @ts-ignore: decorator
@inline
function merge(
  x: usize,
  step: usize,
  count: i32,
  before: i32,
  mean: usize,
  squares: usize,
  wide: bool,
): void {
  const first = get(x, wide);
  const sum = sum4(x, step, count, first, wide);
  const own = f32x4.add(first, f32x4.div(sum, f32x4.splat(<f32>count)));
  const spread = squares4(x, step, count, own, wide);
  const there = get(mean, wide);
  const share: f32 = <f32>count / <f32>(before + count);
  const apart = f32x4.sub(own, there);
  put(mean, madd(apart, f32x4.splat(share), there), wide);
  const between = f32x4.mul(f32x4.mul(apart, apart), f32x4.splat(<f32>before * share));
  put(squares, f32x4.add(get(squares, wide), f32x4.add(spread, between)), wide);
}

/** Sums of the distances from `from`. Four rows a step, since one sum alone would wait for itself. */
// @ts-ignore: decorator
@inline
function sum4(x: usize, step: usize, count: i32, from: v128, wide: bool): v128 {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    s0 = f32x4.add(s0, f32x4.sub(get(x, wide), from));
    s1 = f32x4.add(s1, f32x4.sub(get(x + step, wide), from));
    s2 = f32x4.add(s2, f32x4.sub(get(x + 2 * step, wide), from));
    s3 = f32x4.add(s3, f32x4.sub(get(x + 3 * step, wide), from));
    x += 4 * step;
  }
  for (; i < count; i++) { // the 0 to 3 rows left
    s0 = f32x4.add(s0, f32x4.sub(get(x, wide), from));
    x += step;
  }
  return f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
}

/** Sums of the squared distances from `mean`. */
// @ts-ignore: decorator
@inline
function squares4(x: usize, step: usize, count: i32, mean: v128, wide: bool): v128 {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const d0 = f32x4.sub(get(x, wide), mean), d1 = f32x4.sub(get(x + step, wide), mean);
    const d2 = f32x4.sub(get(x + 2 * step, wide), mean);
    const d3 = f32x4.sub(get(x + 3 * step, wide), mean);
    s0 = madd(d0, d0, s0);
    s1 = madd(d1, d1, s1);
    s2 = madd(d2, d2, s2);
    s3 = madd(d3, d3, s3);
    x += 4 * step;
  }
  for (; i < count; i++) { // the 0 to 3 rows left
    const d = f32x4.sub(get(x, wide), mean);
    s0 = madd(d, d, s0);
    x += step;
  }
  return f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
}
