// normalize: y[i, j] = (x[i, j] - mean[j]) * factor[j] + shift[j], then max(0, ·) where `relu` is 1.
//
// x, y                 byte addresses of rows × columns floats, row after row; may be the same
// mean, factor, shift  byte addresses of `columns` floats each
// rows, columns        counts, 0 or more
// relu                 1: negative results become 0, and NaN stays NaN
// Off by at most 2 * 2^-23 * (|(x - mean) * factor| + |shift|).

import { get, put } from "./activations";
import { bytes, madd } from "./lanes";

export function normalize(
  x: usize,
  mean: usize,
  factor: usize,
  shift: usize,
  y: usize,
  rows: i32,
  columns: i32,
  relu: i32,
): void {
  const stop4 = bytes(columns & ~3), stop = bytes(columns);
  for (let i = 0; i < rows; i++) {
    let j: usize = 0;
    for (; j < stop4; j += 16) at(x, mean, factor, shift, y, j, relu, true);
    for (; j < stop; j += 4) at(x, mean, factor, shift, y, j, relu, false);
    x += stop;
    y += stop;
  }
}

/** Four columns of a row from byte j on, or one. */
// @ts-ignore: decorator
@inline
function at(
  x: usize,
  mean: usize,
  factor: usize,
  shift: usize,
  y: usize,
  j: usize,
  relu: i32,
  wide: bool,
): void {
  const distance = f32x4.sub(get(x + j, wide), get(mean + j, wide));
  const value = madd(distance, get(factor + j, wide), get(shift + j, wide));
  put(y + j, relu ? f32x4.pmax(value, f32x4.splat(0)) : value, wide);
}
