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
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(88)), f32x4.splat(-87));
  // x = n ln 2 + r: ln 2 in two parts, so that n ln 2 is exact.
  const rounded = madd(x, f32x4.splat(1.44269504), f32x4.splat(ROUND));
  const n = f32x4.sub(rounded, f32x4.splat(ROUND));
  const r = madd(n, f32x4.splat(2.12194440e-4), madd(n, f32x4.splat(-0.693359375), x));
  let p = madd(f32x4.splat(1.9875691500e-4), r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(5.0000001201e-1));
  p = madd(p, f32x4.mul(r, r), r); // e^r - 1
  // 2^n: n moved to where a float keeps its exponent, plus the exponent of 1.
  const power = i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(0x3f800000));
  const one = f32x4.splat(1);
  return less ? madd(p, power, f32x4.sub(power, one)) : f32x4.mul(f32x4.add(p, one), power);
}

// @ts-ignore: decorator
@inline
function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** Near 0 a polynomial: there 1 - 2 / (e^2x + 1) would lose its digits. */
// @ts-ignore: decorator
@inline
function tanh4(x: v128): v128 {
  const one = f32x4.splat(1), size = f32x4.abs(x);
  const e = exp4(f32x4.add(size, size));
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(e, one)));
  const signed = v128.or(far, v128.and(x, i32x4.splat(i32.MIN_VALUE)));
  const z = f32x4.mul(x, x);
  let p = madd(f32x4.splat(-5.70498872745e-3), z, f32x4.splat(2.06390887954e-2));
  p = madd(p, z, f32x4.splat(-5.37397155531e-2));
  p = madd(p, z, f32x4.splat(1.33314422036e-1));
  p = madd(p, z, f32x4.splat(-3.33332819422e-1));
  const near = madd(f32x4.mul(p, z), x, x);
  return v128.bitselect(signed, near, f32x4.ge(size, f32x4.splat(0.625)));
}

/** The activation of the four lanes. */
export function apply4(x: v128, kind: i32): v128 {
  if (kind == 1) return f32x4.pmax(x, f32x4.splat(0)); // NaN stays NaN
  if (kind == 2) return tanh4(x);
  if (kind == 3) return sigmoid4(x);
  if (kind == 4) {
    const half = madd(x, f32x4.splat(0.2), f32x4.splat(0.5));
    return f32x4.pmin(f32x4.pmax(half, f32x4.splat(0)), f32x4.splat(1));
  }
  return kind ? applyRare4(x, kind) : x;
}

/** Those that no recurrent layer takes, apart from the others, whose loops stay small so. */
function applyRare4(x: v128, kind: i32): v128 {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  if (kind == 5) return v128.bitselect(x, expLess4(x, 1), f32x4.gt(x, zero));
  if (kind == 6) {
    const below = f32x4.mul(expLess4(x, 1), f32x4.splat(SELU_BELOW));
    return v128.bitselect(f32x4.mul(x, f32x4.splat(SELU)), below, f32x4.gt(x, zero));
  }
  if (kind == 7) return softplus4(x);
  if (kind == 8) return f32x4.div(x, f32x4.add(one, f32x4.abs(x)));
  return f32x4.pmin(f32x4.pmax(x, zero), f32x4.splat(6));
}

/** max(x, 0) + log(1 + e^-|x|), the logarithm as 2 artanh(e / (2 + e)) by its series. */
// @ts-ignore: decorator
@inline
function softplus4(x: v128): v128 {
  const size = f32x4.abs(x);
  const seen = f32x4.le(size, f32x4.splat(87.34)); // beyond, e^-|x| is 0; not so for NaN
  const e = v128.and(exp4(f32x4.neg(size)), v128.or(seen, f32x4.ne(x, x)));
  const s = f32x4.div(e, f32x4.add(e, f32x4.splat(2)));
  const z = f32x4.mul(s, s);
  let p = madd(f32x4.splat(2.0 / 13.0), z, f32x4.splat(2.0 / 11.0));
  p = madd(p, z, f32x4.splat(2.0 / 9.0));
  p = madd(p, z, f32x4.splat(2.0 / 7.0));
  p = madd(p, z, f32x4.splat(2.0 / 5.0));
  p = madd(p, z, f32x4.splat(2.0 / 3.0));
  const log = madd(f32x4.mul(p, z), s, f32x4.add(s, s));
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), log);
}

// What the tanh of cells is made of, as globals for the reason that winograd_lines.ts gives: an LSTM takes
// two thirds of the time so.
let most: v128, least: v128, half: v128, c0: v128;
let p1: v128, p2: v128, p3: v128, p4: v128, q1: v128, q2: v128, q3: v128;
most = f32x4.splat(7.95), least = f32x4.splat(-7.95), half = f32x4.splat(0.5), c0 = f32x4.splat(1164701.098);
p1 = f32x4.splat(156650.5743), p2 = f32x4.splat(4167.308484), p3 = f32x4.splat(25.62741968);
p4 = f32x4.splat(1.792635086e-2);
q1 = f32x4.splat(544884.2295), q2 = f32x4.splat(30501.98791), q3 = f32x4.splat(398.5485283);

/**
 * tanh at half the price, off by 4e-7 at most and never beyond 1: x P(x²) / Q(x²), fitted for the
 * smallest relative error on [-7.95, 7.95], 6e-9, with P(0) = Q(0), and 1 as Q's highest coefficient.
 */
// @ts-ignore: decorator
@inline
function cellTanh4(x: v128): v128 {
  x = f32x4.pmax(f32x4.pmin(x, most), least);
  const z = f32x4.mul(x, x);
  let p = madd(p4, z, p3);
  p = madd(p, z, p2);
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
  const zero = f32x4.splat(0), one = f32x4.splat(1);
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
  const one = f32x4.splat(1);
  if (kind == 2) return f32x4.sub(one, f32x4.mul(y, y));
  return kind == 3 ? f32x4.mul(y, f32x4.sub(one, y)) : slope4(y, kind);
}

function slopeRare4(y: v128, kind: i32): v128 {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
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
