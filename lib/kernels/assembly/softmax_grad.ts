// softmaxGrad: dx[r, c] = y[r, c] * (dy[r, c] − sum over columns k of dy[r, k] * y[r, k]).
//
// dy, y    byte addresses of rows × columns floats each; y is the softmax of every row
// dx       byte address of rows × columns floats; may be the same as dy or y
// rows, columns  counts, 0 or more
// Error against the plain loop: at most (columns + 2) * 2^-23 * (|dy| + sum|dy * y|) * y.

import { bytes, madd, sumLanes } from "./lanes";

export function softmaxGrad(dy: usize, y: usize, dx: usize, rows: i32, columns: i32): void {
  const stop4 = bytes(columns & ~3), stop = bytes(columns);
  for (let r = 0; r < rows; r++) {
    let sums = f32x4.splat(0), i: usize = 0;
    for (; i < stop4; i += 16) sums = madd(v128.load(dy + i), v128.load(y + i), sums);
    let sum = sumLanes(sums);
    for (; i < stop; i += 4) sum += load<f32>(dy + i) * load<f32>(y + i);
    const all = f32x4.splat(sum);
    for (i = 0; i < stop4; i += 16) {
      v128.store(dx + i, f32x4.mul(v128.load(y + i), f32x4.sub(v128.load(dy + i), all)));
    }
    for (; i < stop; i += 4) store<f32>(dx + i, load<f32>(y + i) * (load<f32>(dy + i) - sum));
    dy += stop;
    y += stop;
    dx += stop;
  }
}
