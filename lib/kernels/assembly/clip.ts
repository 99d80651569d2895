// clip: out[i] = x[i], but not below `low` and not above `high`; NaN stays NaN.
//
// x, out     byte addresses of n floats each; may be the same
// n          count of floats, 0 or more
// low, high  the bounds, low <= high
// No rounding: the same bits.

import { bytes } from "./lanes";

export function clip(x: usize, out: usize, n: i32, low: f32, high: f32): void {
  const l = f32x4.splat(low), h = f32x4.splat(high);
  let i: usize = 0;
  // pmax and pmin give their first operand where one is NaN: unlike max and min, one instruction each.
  for (const stop4 = bytes(n & ~3); i < stop4; i += 16) {
    v128.store(out + i, f32x4.pmin(f32x4.pmax(v128.load(x + i), l), h));
  }
  for (const stop = bytes(n); i < stop; i += 4) {
    const value = load<f32>(x + i);
    store<f32>(out + i, value < low ? low : high < value ? high : value);
  }
}
