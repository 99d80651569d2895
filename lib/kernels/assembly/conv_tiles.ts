// Tiles of a convolution: some patches × eight channels, summed over the taps in registers.
//
// x0 … x5   byte addresses of the patches' first taps
// offsets   byte address of uint32: the bytes from a patch's first tap to each of its taps
// taps      how many
// w         byte address of the first tap's weights for the eight channels; taps lie `step` bytes apart
// bias      byte address of the eight channels' biases, or 0 for none
// y         byte address of the first patch's eight results; patches lie `step` bytes apart
// relu      1: negative results become 0, and NaN stays NaN

import { bytes, madd, maddScalar } from "./lanes";

/** Byte offset of every tap from the first one of its patch: kH runs of `run` floats, `row` apart. */
export function writeOffsets(to: usize, kH: i32, run: i32, row: i32): void {
  for (let i = 0; i < kH; i++) {
    for (let t = 0; t < run; t++) {
      store<u32>(to, <u32>(i * row + t) << 2);
      to += 4;
    }
  }
}

export function sixPatches(
  x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, offsets: usize, taps: i32,
  w: usize, step: usize, bias: usize, y: usize, relu: i32,
): void {
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
    let v = v128.load32_splat(x0 + at);
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
    w += step;
  }
  storeEight(y, s00, s01, relu);
  storeEight(y + step, s10, s11, relu);
  storeEight(y + 2 * step, s20, s21, relu);
  storeEight(y + 3 * step, s30, s31, relu);
  storeEight(y + 4 * step, s40, s41, relu);
  storeEight(y + 5 * step, s50, s51, relu);
}

export function fivePatches(
  x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, offsets: usize, taps: i32,
  w: usize, step: usize, bias: usize, y: usize, relu: i32,
): void {
  let s00 = f32x4.splat(0), s01 = s00;
  if (bias) {
    s00 = v128.load(bias);
    s01 = v128.load(bias, 16);
  }
  let s10 = s00, s11 = s01, s20 = s00, s21 = s01, s30 = s00, s31 = s01, s40 = s00, s41 = s01;
  for (const stop = offsets + bytes(taps); offsets < stop; offsets += 4) {
    const at = <usize>load<u32>(offsets);
    const w0 = v128.load(w), w1 = v128.load(w, 16);
    let v = v128.load32_splat(x0 + at);
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
    w += step;
  }
  storeEight(y, s00, s01, relu);
  storeEight(y + step, s10, s11, relu);
  storeEight(y + 2 * step, s20, s21, relu);
  storeEight(y + 3 * step, s30, s31, relu);
  storeEight(y + 4 * step, s40, s41, relu);
}

export function fourPatches(
  x0: usize, x1: usize, x2: usize, x3: usize, offsets: usize, taps: i32, w: usize, step: usize,
  bias: usize, y: usize, relu: i32,
): void {
  let s00 = f32x4.splat(0), s01 = s00;
  if (bias) {
    s00 = v128.load(bias);
    s01 = v128.load(bias, 16);
  }
  let s10 = s00, s11 = s01, s20 = s00, s21 = s01, s30 = s00, s31 = s01;
  for (const stop = offsets + bytes(taps); offsets < stop; offsets += 4) {
    const at = <usize>load<u32>(offsets);
    const w0 = v128.load(w), w1 = v128.load(w, 16);
    let v = v128.load32_splat(x0 + at);
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
    w += step;
  }
  storeEight(y, s00, s01, relu);
  storeEight(y + step, s10, s11, relu);
  storeEight(y + 2 * step, s20, s21, relu);
  storeEight(y + 3 * step, s30, s31, relu);
}

export function threePatches(
  x0: usize, x1: usize, x2: usize, offsets: usize, taps: i32, w: usize, step: usize,
  bias: usize, y: usize, relu: i32,
): void {
  let s00 = f32x4.splat(0), s01 = s00;
  if (bias) {
    s00 = v128.load(bias);
    s01 = v128.load(bias, 16);
  }
  let s10 = s00, s11 = s01, s20 = s00, s21 = s01;
  for (const stop = offsets + bytes(taps); offsets < stop; offsets += 4) {
    const at = <usize>load<u32>(offsets);
    const w0 = v128.load(w), w1 = v128.load(w, 16);
    let v = v128.load32_splat(x0 + at);
    s00 = madd(v, w0, s00);
    s01 = madd(v, w1, s01);
    v = v128.load32_splat(x1 + at);
    s10 = madd(v, w0, s10);
    s11 = madd(v, w1, s11);
    v = v128.load32_splat(x2 + at);
    s20 = madd(v, w0, s20);
    s21 = madd(v, w1, s21);
    w += step;
  }
  storeEight(y, s00, s01, relu);
  storeEight(y + step, s10, s11, relu);
  storeEight(y + 2 * step, s20, s21, relu);
}

export function onePatch(
  x: usize, offsets: usize, taps: i32, w: usize, step: usize, bias: usize, y: usize, relu: i32,
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
    w += step;
  }
  storeEight(y, s0, s1, relu);
}

/** One patch and one channel: for the channels that a tile of eight leaves over. */
export function oneChannel(
  x: usize, offsets: usize, taps: i32, w: usize, step: usize, bias: usize, y: usize, relu: i32,
): void {
  let sum: f32 = bias ? load<f32>(bias) : 0;
  for (const stop = offsets + bytes(taps); offsets < stop; offsets += 4) {
    sum = maddScalar(load<f32>(x + <usize>load<u32>(offsets)), load<f32>(w), sum);
    w += step;
  }
  store<f32>(y, relu ? max<f32>(sum, 0) : sum);
}

// @ts-ignore: decorator
@inline
function storeEight(y: usize, s0: v128, s1: v128, relu: i32): void {
  if (relu) {
    const zero = f32x4.splat(0);
    s0 = f32x4.pmax(s0, zero);
    s1 = f32x4.pmax(s1, zero);
  }
  v128.store(y, s0);
  v128.store(y, s1, 16);
}
