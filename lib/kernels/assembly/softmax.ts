// softmax: e^x of every value of a row, divided by the row's sum of them, in float64.
//
// x        byte address of rows × columns floats, which become the results
// rows     rows, 0 or more
// columns  values of a row, 1 or more
// scratch  columns, up to an even number, float64
// Results are within 1e-13 of their size before they become float32. A row with a NaN, or with an
// infinity as its largest value, becomes NaN.

import { bytes } from "./lanes";

/** 1.5 * 2^52: added to a float64, it leaves the nearest whole number in the last bits of the sum. */
const ROUND: f64 = 6755399441055744;

// Constants of exp2, as globals for the reason that winograd_lines.ts gives.
let least: v128, perLn2: v128, round: v128, ln2: v128, ln2Rest: v128, one: v128;
let c2: v128, c3: v128, c4: v128, c5: v128, c6: v128, c7: v128, c8: v128, c9: v128, c10: v128, c11: v128;
least = f64x2.splat(-150), perLn2 = f64x2.splat(1.4426950408889634), round = f64x2.splat(ROUND);
ln2 = f64x2.splat(0.693147180369123816490), ln2Rest = f64x2.splat(1.90821492927058770002e-10), one = f64x2.splat(1);
c2 = f64x2.splat(1.0 / 2), c3 = f64x2.splat(1.0 / 6), c4 = f64x2.splat(1.0 / 24), c5 = f64x2.splat(1.0 / 120);
c6 = f64x2.splat(1.0 / 720), c7 = f64x2.splat(1.0 / 5040), c8 = f64x2.splat(1.0 / 40320);
c9 = f64x2.splat(1.0 / 362880), c10 = f64x2.splat(1.0 / 3628800), c11 = f64x2.splat(1.0 / 39916800);

export function softmax(x: usize, rows: i32, columns: i32, scratch: usize): void {
  const stop2 = bytes(columns & ~1), isOdd = columns & 1;
  for (let r = 0; r < rows; r++, x += bytes(columns)) {
    let top: f32 = -Infinity;
    for (let i: usize = 0, stop = bytes(columns); i < stop; i += 4) {
      const value = load<f32>(x + i);
      top = value > top ? value : top;
    }
    const tops = f64x2.splat(<f64>top);
    let sums = f64x2.splat(0), i: usize = 0;
    for (; i < stop2; i += 8) {
      const power = exp2(f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(x + i)), tops));
      v128.store(scratch + 2 * i, power);
      sums = f64x2.add(sums, power);
    }
    let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
    if (isOdd) {
      const power = f64x2.extract_lane(exp2(f64x2.sub(f64x2.splat(<f64>load<f32>(x + i)), tops)), 0);
      sum += power;
      store<f32>(x + i, <f32>(power / sum));
    }
    const share = f64x2.splat(1 / sum);
    for (i = 0; i < stop2; i += 8) {
      const part = f64x2.mul(v128.load(scratch + 2 * i), share);
      v128.store64_lane(x + i, f32x4.demote_f64x2_zero(part), 0);
    }
  }
}

/** e^x of two values up to 0; below -150, where no float32 is left of it, what it is there. NaN stays NaN. */
// @ts-ignore: decorator
@inline
function exp2(x: v128): v128 {
  x = f64x2.pmax(x, least);
  // x = n ln 2 + r: ln 2 in two parts, so that n ln 2 is exact.
  const rounded = f64x2.add(f64x2.mul(x, perLn2), round);
  const n = f64x2.sub(rounded, round);
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(n, ln2)), f64x2.mul(n, ln2Rest));
  let p = fused(c11, r, c10);
  p = fused(p, r, c9);
  p = fused(p, r, c8);
  p = fused(p, r, c7);
  p = fused(p, r, c6);
  p = fused(p, r, c5);
  p = fused(p, r, c4);
  p = fused(p, r, c3);
  p = fused(p, r, c2);
  p = fused(p, r, one);
  p = fused(p, r, one);
  // Times 2^n: n goes to where a float64 keeps its exponent.
  return f64x2.mul(p, i64x2.add(i64x2.shl(rounded, 52), one));
}

/** a * b + c, in the relaxed build by one instruction. */
// @ts-ignore: decorator
@inline
function fused(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}
