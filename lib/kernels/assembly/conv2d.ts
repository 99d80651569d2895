// conv2d: y[b, r, q, o] = bias[o] + sum over (i, j, c) of x[b, r*sH + i, q*sW + j, c] * w[i, j, c, o],
// then max(0, ·) where `relu` is 1.
//
// x            byte address of (batch, inH, inW, inC) floats, already padded ("valid")
// w            byte address of (kH, kW, inC, outC) floats
// bias         byte address of outC floats, or 0 for none
// y            byte address of (batch, outH, outW, outC) floats; must not overlap x or w
// relu         1: negative results become 0, and NaN stays NaN
// skip         1: patches of zeros are not multiplied; only where w is finite
// scratch      kH * kW * inC + outC floats
// (outH - 1) * strideH + kH <= inH, and the same for the width. No dilation.
//
// Six positions × eight channels stay in twelve registers while they walk along the kernel's taps.
// Error against the plain loop: at most t * 2^-23 * sum|x * w|, t = kH * kW * inC taps.

import { bytes, madd, maddScalar } from "./lanes";
import { isZero } from "./zero";

const POSITIONS: i32 = 6;
const CHANNELS: i32 = 8;

export function conv2d(
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
  batch: i32,
  inH: i32,
  inW: i32,
  inC: i32,
  kH: i32,
  kW: i32,
  outC: i32,
  outH: i32,
  outW: i32,
  strideH: i32,
  strideW: i32,
  relu: i32,
  skip: i32,
  scratch: usize,
): void {
  const taps = kH * kW * inC, run = kW * inC;
  const blank = scratch + bytes(taps); // what a patch of zeros gives
  writeOffsets(scratch, kH, run, inW * inC);
  for (let o = 0; o < outC; o++) {
    const value: f32 = bias ? load<f32>(bias + bytes(o)) : 0;
    store<f32>(blank + bytes(o), relu ? max<f32>(value, 0) : value);
  }
  const xStep = bytes(strideW * inC), yStep = bytes(outC), rowStep = bytes(inW * inC);
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < outH; r++) {
      let from = x + (<usize>(b * inH + r * strideH) * inW * inC << 2);
      let to = y + (<usize>(b * outH + r) * outW * outC << 2);
      for (let q = 0; q < outW;) {
        const count = strip(outW - q);
        const span = (count - 1) * strideW * inC + run;
        if (skip && isBlank(from, kH, rowStep, span)) {
          for (let p = 0; p < count; p++) memory.copy(to + <usize>p * yStep, blank, yStep);
        } else {
          positions(from, xStep, count, taps, scratch, w, yStep, bias, to, outC, relu);
        }
        from += <usize>count * xStep;
        to += <usize>count * yStep;
        q += count;
      }
    }
  }
}

/**
 * How many of the `left` positions of a row come next: six, or one less or two less where that
 * avoids a short last strip (26 = 6 + 5 + 5 + 5 + 5, not 6 + 6 + 6 + 6 + 2).
 */
// @ts-ignore: decorator
@inline
function strip(left: i32): i32 {
  const strips = (left + POSITIONS - 1) / POSITIONS;
  return (left + strips - 1) / strips;
}

/** Byte offset of every tap from the first one of its patch. */
function writeOffsets(to: usize, kH: i32, run: i32, row: i32): void {
  for (let i = 0; i < kH; i++) {
    for (let t = 0; t < run; t++) {
      store<u32>(to, <u32>(i * row + t) << 2);
      to += 4;
    }
  }
}

function isBlank(from: usize, kH: i32, rowStep: usize, span: i32): bool {
  for (let i = 0; i < kH; i++) {
    if (!isZero(from, span)) return false;
    from += rowStep;
  }
  return true;
}

function positions(
  x: usize, xStep: usize, count: i32, taps: i32, offsets: usize, w: usize, yStep: usize, bias: usize,
  y: usize, outC: i32, relu: i32,
): void {
  const whole = outC & ~(CHANNELS - 1);
  for (let o = 0; o < whole; o += CHANNELS) {
    const at = bytes(o), b = bias ? bias + at : 0;
    if (count == 6) six(x, xStep, taps, offsets, w + at, yStep, b, y + at, relu);
    else if (count == 5) five(x, xStep, taps, offsets, w + at, yStep, b, y + at, relu);
    else {
      for (let p = 0; p < count; p++) {
        one(x + <usize>p * xStep, taps, offsets, w + at, yStep, b, y + <usize>p * yStep + at, relu);
      }
    }
  }
  for (let o = whole; o < outC; o++) { // the 0 to 7 channels left
    const at = bytes(o);
    for (let p = 0; p < count; p++) {
      let sum: f32 = bias ? load<f32>(bias + at) : 0;
      let weight = w + at;
      const patch = x + <usize>p * xStep;
      for (let t = 0; t < taps; t++) {
        sum = maddScalar(load<f32>(patch + load<u32>(offsets + bytes(t))), load<f32>(weight), sum);
        weight += yStep;
      }
      store<f32>(y + <usize>p * yStep + at, relu ? max<f32>(sum, 0) : sum);
    }
  }
}

function six(
  x: usize, xStep: usize, taps: i32, offsets: usize, w: usize, yStep: usize, bias: usize, y: usize,
  relu: i32,
): void {
  const x1 = x + xStep, x2 = x1 + xStep, x3 = x2 + xStep, x4 = x3 + xStep, x5 = x4 + xStep;
  let s00 = f32x4.splat(0), s01 = s00;
  if (bias) {
    s00 = v128.load(bias);
    s01 = v128.load(bias, 16);
  }
  let s10 = s00, s11 = s01, s20 = s00, s21 = s01, s30 = s00, s31 = s01;
  let s40 = s00, s41 = s01, s50 = s00, s51 = s01;
  for (const stop = offsets + bytes(taps); offsets < stop; offsets += 4) {
    const at = <usize>load<u32>(offsets);
    const w0 = v128.load(w), w1 = v128.load(w, 16);
    let v = v128.load32_splat(x + at);
    s00 = madd(v, w0, s00);
    s01 = madd(v, w1, s01);
    v = v128.load32_splat(x1 + at);
    s10 = madd(v, w0, s10);
    s11 = madd(v, w1, s11);
    v = v128.load32_splat(x2 + at);
    s20 = madd(v, w0, s20);
    s21 = madd(v, w1, s21);
    v = v128.load32_splat(x3 + at);
    s30 = madd(v, w0, s30);
    s31 = madd(v, w1, s31);
    v = v128.load32_splat(x4 + at);
    s40 = madd(v, w0, s40);
    s41 = madd(v, w1, s41);
    v = v128.load32_splat(x5 + at);
    s50 = madd(v, w0, s50);
    s51 = madd(v, w1, s51);
    w += yStep;
  }
  storePosition(y, s00, s01, relu);
  storePosition(y + yStep, s10, s11, relu);
  storePosition(y + 2 * yStep, s20, s21, relu);
  storePosition(y + 3 * yStep, s30, s31, relu);
  storePosition(y + 4 * yStep, s40, s41, relu);
  storePosition(y + 5 * yStep, s50, s51, relu);
}

function five(
  x: usize, xStep: usize, taps: i32, offsets: usize, w: usize, yStep: usize, bias: usize, y: usize,
  relu: i32,
): void {
  const x1 = x + xStep, x2 = x1 + xStep, x3 = x2 + xStep, x4 = x3 + xStep;
  let s00 = f32x4.splat(0), s01 = s00;
  if (bias) {
    s00 = v128.load(bias);
    s01 = v128.load(bias, 16);
  }
  let s10 = s00, s11 = s01, s20 = s00, s21 = s01, s30 = s00, s31 = s01, s40 = s00, s41 = s01;
  for (const stop = offsets + bytes(taps); offsets < stop; offsets += 4) {
    const at = <usize>load<u32>(offsets);
    const w0 = v128.load(w), w1 = v128.load(w, 16);
    let v = v128.load32_splat(x + at);
    s00 = madd(v, w0, s00);
    s01 = madd(v, w1, s01);
    v = v128.load32_splat(x1 + at);
    s10 = madd(v, w0, s10);
    s11 = madd(v, w1, s11);
    v = v128.load32_splat(x2 + at);
    s20 = madd(v, w0, s20);
    s21 = madd(v, w1, s21);
    v = v128.load32_splat(x3 + at);
    s30 = madd(v, w0, s30);
    s31 = madd(v, w1, s31);
    v = v128.load32_splat(x4 + at);
    s40 = madd(v, w0, s40);
    s41 = madd(v, w1, s41);
    w += yStep;
  }
  storePosition(y, s00, s01, relu);
  storePosition(y + yStep, s10, s11, relu);
  storePosition(y + 2 * yStep, s20, s21, relu);
  storePosition(y + 3 * yStep, s30, s31, relu);
  storePosition(y + 4 * yStep, s40, s41, relu);
}

function one(
  x: usize, taps: i32, offsets: usize, w: usize, yStep: usize, bias: usize, y: usize, relu: i32,
): void {
  let s0 = f32x4.splat(0), s1 = s0;
  if (bias) {
    s0 = v128.load(bias);
    s1 = v128.load(bias, 16);
  }
  for (const stop = offsets + bytes(taps); offsets < stop; offsets += 4) {
    const v = v128.load32_splat(x + <usize>load<u32>(offsets));
    s0 = madd(v, v128.load(w), s0);
    s1 = madd(v, v128.load(w, 16), s1);
    w += yStep;
  }
  storePosition(y, s0, s1, relu);
}

// @ts-ignore: decorator
@inline
function storePosition(y: usize, s0: v128, s1: v128, relu: i32): void {
  if (relu) {
    const zero = f32x4.splat(0);
    s0 = f32x4.pmax(s0, zero);
    s1 = f32x4.pmax(s1, zero);
  }
  v128.store(y, s0);
  v128.store(y, s1, 16);
}
