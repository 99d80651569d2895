// reluGrad: dx[i] = dy[i] where y[i] > 0, else 0.
//
// dy, y  byte addresses of n floats each; y is the output (or the input) of the ReLU
// dx     byte address of n floats; may be the same as dy or y
// n      count of floats, 0 or more
// The gradient at 0 is 0, as in PyTorch and Keras, and also where y is NaN. No rounding: the same bits.

import { bytes, whereAbove0 } from "./lanes";

export function reluGrad(dy: usize, y: usize, dx: usize, n: i32): void {
  let i: usize = 0;
  for (const stop4 = bytes(n & ~3); i < stop4; i += 16) {
    v128.store(dx + i, whereAbove0(v128.load(dy + i), v128.load(y + i)));
  }
  for (const stop = bytes(n); i < stop; i += 4) {
    store<f32>(dx + i, load<f32>(y + i) > 0 ? load<f32>(dy + i) : 0);
  }
}
