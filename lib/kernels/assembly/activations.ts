// Activations of a layer, four values at once: what a cell of a recurrent layer needs. Every kernel
// that takes a `kind` means one of these numbers.
//
// 0 linear, 1 ReLU, 2 tanh, 3 sigmoid, 4 hard sigmoid: x / 5 + 1/2, held between 0 and 1, 5 ELU,
// 6 SELU, 7 softplus: log(1 + e^x), 8 softsign: x / (1 + |x|), 9 ReLU6: ReLU held below 6

import { madd } from "./lanes";

/** 1.5 * 2^23: added to a float, it leaves the nearest whole number in the last bits of the sum. */
const ROUND: f32 = 12582912;

/** SELU's factor, and the same times how far it goes below 0 (Klambauer and others, 2017). */
const SELU: f32 = 1.05070098;
const SELU_BELOW: f32 = 1.75809934;

// Constants of what follows, as globals for the reason that winograd_lines.ts gives.
let one: v128, two: v128, half: v128, expMost: v128, expLeast: v128, perLn2: v128, round: v128, ln2: v128, ln2Rest: v128;
let e2: v128, e3: v128, e4: v128, e5: v128, e6: v128, e7: v128;
one = f32x4.splat(1), two = f32x4.splat(2), half = f32x4.splat(0.5), expMost = f32x4.splat(88), expLeast = f32x4.splat(-87);
perLn2 = f32x4.splat(1.44269504), round = f32x4.splat(ROUND);
ln2 = f32x4.splat(-0.693359375), ln2Rest = f32x4.splat(2.12194440e-4);
e2 = f32x4.splat(5.0000001201e-1), e3 = f32x4.splat(1.6666665459e-1), e4 = f32x4.splat(4.1665795894e-2);
e5 = f32x4.splat(8.3334519073e-3), e6 = f32x4.splat(1.3981999507e-3), e7 = f32x4.splat(1.9875691500e-4);

/** e^x within 2 units in the last place from -87 to 88; beyond, what it is there; NaN stays NaN. */
// @ts-ignore: decorator
@inline
function exp4(x: v128): v128 {
  return expLess4(x, 0);
}

/** e^x - less for a `less` of 0 or 1; with 1 it keeps its digits near x = 0. */
// @ts-ignore: decorator
@inline
function expLess4(x: v128, less: i32): v128 {
  x = f32x4.pmax(f32x4.pmin(x, expMost), expLeast);
  // x = n ln 2 + r: ln 2 in two parts, so that n ln 2 is exact.
  const rounded = madd(x, perLn2, round);
  const n = f32x4.sub(rounded, round);
  const r = madd(n, ln2Rest, madd(n, ln2, x));
  let p = madd(e7, r, e6);
  p = madd(p, r, e5);
  p = madd(p, r, e4);
  p = madd(p, r, e3);
  p = madd(p, r, e2);
  p = madd(p, f32x4.mul(r, r), r); // e^r - 1
  // 2^n: n moved to where a float keeps its exponent, plus the exponent of 1.
  const power = i32x4.add(i32x4.shl(rounded, 23), one);
  return less ? madd(p, power, f32x4.sub(power, one)) : f32x4.mul(f32x4.add(p, one), power);
}

// @ts-ignore: decorator
@inline
function sigmoid4(x: v128): v128 {
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

let far: v128, t3: v128, t5: v128, t7: v128, t9: v128, t11: v128;
far = f32x4.splat(0.625), t3 = f32x4.splat(-3.33332819422e-1), t5 = f32x4.splat(1.33314422036e-1);
t7 = f32x4.splat(-5.37397155531e-2), t9 = f32x4.splat(2.06390887954e-2), t11 = f32x4.splat(-5.70498872745e-3);

/** Near 0 a polynomial: there 1 - 2 / (e^2x + 1) would lose its digits. */
// @ts-ignore: decorator
@inline
function tanh4(x: v128): v128 {
  const size = f32x4.abs(x);
  const e = exp4(f32x4.add(size, size));
  const whole = f32x4.sub(one, f32x4.div(two, f32x4.add(e, one)));
  const signed = v128.or(whole, v128.and(x, i32x4.splat(i32.MIN_VALUE)));
  const z = f32x4.mul(x, x);
  let p = madd(t11, z, t9);
  p = madd(p, z, t7);
  p = madd(p, z, t5);
  p = madd(p, z, t3);
  const near = madd(f32x4.mul(p, z), x, x);
  return v128.bitselect(signed, near, f32x4.ge(size, far));
}

/** The activation of the four lanes. */
export function apply4(x: v128, kind: i32): v128 {
  return kind > 4 ? applyRare4(x, kind) : common4(x, kind);
}

/** The same for a constant kind: a call costs as much as the work. */
// @ts-ignore: decorator
@inline
export function applied4(x: v128, kind: i32): v128 {
  return kind > 4 ? rare4(x, kind) : common4(x, kind);
}

// @ts-ignore: decorator
@inline
function common4(x: v128, kind: i32): v128 {
  if (kind == 1) return f32x4.pmax(x, f32x4.splat(0)); // NaN stays NaN
  if (kind == 2) return tanh4(x);
  if (kind == 3) return sigmoid4(x);
  if (kind == 4) {
    const middle = madd(x, f32x4.splat(0.2), half);
    return f32x4.pmin(f32x4.pmax(middle, f32x4.splat(0)), one);
  }
  return x;
}

/** Those that no recurrent layer takes, apart from the others, whose loops stay small so. */
function applyRare4(x: v128, kind: i32): v128 {
  return rare4(x, kind);
}

// @ts-ignore: decorator
@inline
function rare4(x: v128, kind: i32): v128 {
  const zero = f32x4.splat(0);
  if (kind == 5) return v128.bitselect(x, expLess4(x, 1), f32x4.gt(x, zero));
  if (kind == 6) {
    const below = f32x4.mul(expLess4(x, 1), f32x4.splat(SELU_BELOW));
    return v128.bitselect(f32x4.mul(x, f32x4.splat(SELU)), below, f32x4.gt(x, zero));
  }
  if (kind == 7) return softplus4(x);
  if (kind == 8) return f32x4.div(x, f32x4.add(one, f32x4.abs(x)));
  return f32x4.pmin(f32x4.pmax(x, zero), f32x4.splat(6));
}

let logFrom: v128, l3: v128, l5: v128, l7: v128, l9: v128, l11: v128, l13: v128;
logFrom = f32x4.splat(87.34), l3 = f32x4.splat(2.0 / 3.0), l5 = f32x4.splat(2.0 / 5.0);
l7 = f32x4.splat(2.0 / 7.0), l9 = f32x4.splat(2.0 / 9.0), l11 = f32x4.splat(2.0 / 11.0);
l13 = f32x4.splat(2.0 / 13.0);

/** max(x, 0) + log(1 + e^-|x|), the logarithm as 2 artanh(e / (2 + e)) by its series. */
// @ts-ignore: decorator
@inline
function softplus4(x: v128): v128 {
  const size = f32x4.abs(x);
  const seen = f32x4.le(size, logFrom); // beyond, e^-|x| is 0; not so for NaN
  const e = v128.and(exp4(f32x4.neg(size)), v128.or(seen, f32x4.ne(x, x)));
  const s = f32x4.div(e, f32x4.add(e, two));
  const z = f32x4.mul(s, s);
  let p = madd(l13, z, l11);
  p = madd(p, z, l9);
  p = madd(p, z, l7);
  p = madd(p, z, l5);
  p = madd(p, z, l3);
  const log = madd(f32x4.mul(p, z), s, f32x4.add(s, s));
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), log);
}

// What the tanh of cells is made of, as globals for the reason that winograd_lines.ts gives: an LSTM takes
// two thirds of the time so.
let most: v128, least: v128, c0: v128, p1: v128, p2: v128, p3: v128, q1: v128, q2: v128, q3: v128;
most = f32x4.splat(7.85), least = f32x4.splat(-7.85), c0 = f32x4.splat(4014050.751);
p1 = f32x4.splat(519143.7093), p2 = f32x4.splat(11878.89492), p3 = f32x4.splat(46.26025803);
q1 = f32x4.splat(1857156.404), q2 = f32x4.splat(95730.41550), q3 = f32x4.splat(962.8901520);

/**
 * tanh at half the price, off by 3.9e-7 at most (of all floats) and always below 1: x P(x²) / Q(x²), fitted
 * for the smallest relative error on [-7.85, 7.85], 1.3e-7, with P(0) = Q(0) and 1 as Q's highest
 * coefficient, then moved by what the rounding leaves.
 */
// @ts-ignore: decorator
@inline
function cellTanh4(x: v128): v128 {
  x = f32x4.pmax(f32x4.pmin(x, most), least);
  const z = f32x4.mul(x, x);
  let p = madd(p3, z, p2);
  p = madd(p, z, p1);
  p = madd(p, z, c0);
  let q = f32x4.add(z, q3);
  q = madd(q, z, q2);
  q = madd(q, z, q1);
  q = madd(q, z, c0);
  return f32x4.div(f32x4.mul(p, x), q);
}

/**
 * The activation of the four lanes in a cell, inlined where the kind is a constant: a call costs as much
 * as the work. The sigmoid is (1 + tanh(x / 2)) / 2, off by 3e-7 at most.
 */
// @ts-ignore: decorator
@inline
export function gate4(x: v128, kind: i32): v128 {
  if (kind == 2) return cellTanh4(x);
  return kind == 3 ? madd(cellTanh4(f32x4.mul(x, half)), half, half) : apply4(x, kind);
}

/** The activation's slope, told from its result. */
export function slope4(y: v128, kind: i32): v128 {
  const zero = f32x4.splat(0);
  if (kind == 1) return v128.and(one, f32x4.gt(y, zero));
  if (kind == 2) return f32x4.sub(one, f32x4.mul(y, y));
  if (kind == 3) return f32x4.mul(y, f32x4.sub(one, y));
  if (kind == 4) {
    const inside = v128.and(f32x4.gt(y, zero), f32x4.lt(y, one));
    return v128.and(f32x4.splat(0.2), inside);
  }
  return kind ? slopeRare4(y, kind) : one;
}

/** The same for the gates of a cell, inlined where the kind is a constant. */
// @ts-ignore: decorator
@inline
export function gateSlope4(y: v128, kind: i32): v128 {
  if (kind == 2) return f32x4.sub(one, f32x4.mul(y, y));
  return kind == 3 ? f32x4.mul(y, f32x4.sub(one, y)) : slope4(y, kind);
}

function slopeRare4(y: v128, kind: i32): v128 {
  const zero = f32x4.splat(0);
  const above = f32x4.gt(y, zero);
  if (kind == 5) return v128.bitselect(one, f32x4.add(y, one), above);
  if (kind == 6) {
    return v128.bitselect(f32x4.splat(SELU), f32x4.add(y, f32x4.splat(SELU_BELOW)), above);
  }
  if (kind == 7) return f32x4.neg(expLess4(f32x4.neg(y), 1)); // 1 - e^-y is the sigmoid of x
  if (kind == 8) {
    const rest = f32x4.sub(one, f32x4.abs(y));
    return f32x4.mul(rest, rest);
  }
  return v128.and(v128.and(one, above), f32x4.lt(y, f32x4.splat(6)));
}

/** Four floats, or one in all lanes where `wide` is false. */
// @ts-ignore: decorator
@inline
export function get(at: usize, wide: bool): v128 {
  return wide ? v128.load(at) : v128.load32_splat(at);
}

/** Stores four floats, or the first alone. */
// @ts-ignore: decorator
@inline
export function put(at: usize, value: v128, wide: bool): void {
  if (wide) v128.store(at, value);
  else store<f32>(at, f32x4.extract_lane(value, 0));
}
