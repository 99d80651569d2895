// normalizeGrad: the gradient of a normalisation by its input, through mean and spread too:
// dx[i, j] = factor[j] * (dy[i, j] - dShift[j] / rows - h * dFactor[j] / rows)
// with h = (x[i, j] - mean[j]) * inverse[j].
//
// dy, x            byte addresses of rows × columns floats, row after row
// mean, inverse, factor, dShift, dFactor   byte addresses of `columns` floats each
//                  inverse is 1 by the spread; dShift and dFactor are what normalizeSums gives
// dx               byte address of rows × columns floats; may be dy or x
// rows, columns    counts, 1 or more
// Off by at most 5 * 2^-23 * |factor| * (|dy| + |dShift| / rows + |h * dFactor| / rows).

import { get, put } from "./activations";
import { bytes, madd } from "./lanes";

export function normalizeGrad(
  dy: usize,
  x: usize,
  mean: usize,
  inverse: usize,
  factor: usize,
  dShift: usize,
  dFactor: usize,
  dx: usize,
  rows: i32,
  columns: i32,
): void {
  const stop4 = bytes(columns & ~3), stop = bytes(columns);
  const share = f32x4.splat(-1 / <f32>rows);
  for (let i = 0; i < rows; i++) {
    let j: usize = 0;
    for (; j < stop4; j += 16) {
      at(dy, x, mean, inverse, factor, dShift, dFactor, dx, j, share, true);
    }
    for (; j < stop; j += 4) {
      at(dy, x, mean, inverse, factor, dShift, dFactor, dx, j, share, false);
    }
    dy += stop;
    x += stop;
    dx += stop;
  }
}

/** Four columns of a row from byte j on, or one. */
// @ts-ignore: decorator
@inline
function at(
  dy: usize,
  x: usize,
  mean: usize,
  inverse: usize,
  factor: usize,
  dShift: usize,
  dFactor: usize,
  dx: usize,
  j: usize,
  share: v128,
  wide: bool,
): void {
  const h = f32x4.mul(f32x4.sub(get(x + j, wide), get(mean + j, wide)), get(inverse + j, wide));
  const common = madd(h, get(dFactor + j, wide), get(dShift + j, wide));
  const own = madd(common, share, get(dy + j, wide));
  put(dx + j, f32x4.mul(own, get(factor + j, wide)), wide);
}
