// normalizeSums: what a normalisation's gradient sums over all rows:
// dShift[j] = sum over i of dy[i, j], and
// dFactor[j] = sum over i of dy[i, j] * (x[i, j] - mean[j]) * inverse[j].
//
// dy, x            byte addresses of rows × columns floats, row after row
// mean, inverse    byte addresses of `columns` floats each: the mean, and 1 by the spread
// dShift, dFactor  byte addresses of `columns` floats each; must not overlap the others
// rows, columns    counts, rows 0 or more, columns 1 or more
//
// Rows are summed in blocks of BLOCK, and the blocks then added: off by at most
// (BLOCK + rows / BLOCK) * 2^-23 times the same sums of sizes.

import { get, put } from "./activations";
import { bytes, madd } from "./lanes";

const BLOCK: i32 = 256;

export function normalizeSums(
  dy: usize,
  x: usize,
  mean: usize,
  inverse: usize,
  dShift: usize,
  dFactor: usize,
  rows: i32,
  columns: i32,
): void {
  const step = bytes(columns), stop4 = bytes(columns & ~3);
  memory.fill(dShift, 0, step);
  memory.fill(dFactor, 0, step); // without the factor `inverse` until the end
  for (let i = 0; i < rows; i += BLOCK) {
    const count = min(BLOCK, rows - i);
    let j: usize = 0;
    for (; j < stop4; j += 16) add(dy, x, mean, dShift, dFactor, j, step, count, true);
    for (; j < step; j += 4) add(dy, x, mean, dShift, dFactor, j, step, count, false);
    dy += <usize>count * step;
    x += <usize>count * step;
  }
  for (let j: usize = 0; j < step; j += 4) {
    store<f32>(dFactor + j, load<f32>(dFactor + j) * load<f32>(inverse + j));
  }
}

/** Adds the sums over `count` rows of four columns from byte j on, or one. Two rows a step. */
// @ts-ignore: decorator
@inline
function add(
  dy: usize,
  x: usize,
  mean: usize,
  dShift: usize,
  dFactor: usize,
  j: usize,
  step: usize,
  count: i32,
  wide: bool,
): void {
  const middle = get(mean + j, wide);
  dy += j;
  x += j;
  dShift += j;
  dFactor += j;
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0;
  let i = 0;
  for (; i + 2 <= count; i += 2) {
    const d0 = get(dy, wide), d1 = get(dy + step, wide);
    a0 = f32x4.add(a0, d0);
    a1 = f32x4.add(a1, d1);
    b0 = madd(d0, f32x4.sub(get(x, wide), middle), b0);
    b1 = madd(d1, f32x4.sub(get(x + step, wide), middle), b1);
    dy += 2 * step;
    x += 2 * step;
  }
  if (i < count) { // the row left
    const d0 = get(dy, wide);
    a0 = f32x4.add(a0, d0);
    b0 = madd(d0, f32x4.sub(get(x, wide), middle), b0);
  }
  put(dShift, f32x4.add(get(dShift, wide), f32x4.add(a0, a1)), wide);
  put(dFactor, f32x4.add(get(dFactor, wide), f32x4.add(b0, b1)), wide);
}
