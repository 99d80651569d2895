// addBias: out[i, j] = x[i, j] + bias[j], then max(0, ·) where `relu` is 1.
//
// x, out         byte addresses of rows × columns floats, row after row; may be the same
// bias           byte address of `columns` floats
// rows, columns  counts, 0 or more
// relu           1: negative results become 0, and NaN stays NaN
// One rounding per element, as in the plain loop: the same bits.

import { bytes } from "./lanes";

export function addBias(
  x: usize,
  bias: usize,
  out: usize,
  rows: i32,
  columns: i32,
  relu: i32,
): void {
  const zero = f32x4.splat(0);
  const stop4 = bytes(columns & ~3), stop = bytes(columns);
  for (let i = 0; i < rows; i++) {
    let at: usize = 0;
    for (; at < stop4; at += 16) {
      const sum = f32x4.add(v128.load(x + at), v128.load(bias + at));
      v128.store(out + at, relu ? f32x4.pmax(sum, zero) : sum);
    }
    for (; at < stop; at += 4) {
      const sum = load<f32>(x + at) + load<f32>(bias + at);
      store<f32>(out + at, relu && sum < 0 ? 0 : sum); // keeps -0, as the lanes do
    }
    x += stop;
    out += stop;
  }
}
