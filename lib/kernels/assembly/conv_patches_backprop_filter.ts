// convPatchesBackpropFilter: dw[t, o] = sum over the patches i of a list of patch i [t] * dy[i, o].
//
// x                   byte address that the list's offsets count from
// patches             byte address of `count` int32: the bytes from x to each patch's first tap
// dy                  byte address of count × outC floats
// dw                  byte address of (kH, kW, inC, outC) floats; must not overlap x or dy
// count               patches, 0 or more
// inW, inC, kH, kW    sizes of the image's rows and of the filter
// outC                channels, a multiple of 8
// first, end          the first tap, a row of dw, that is wanted, and the one after the last
// Up to five taps × eight channels stay in ten registers while they walk over CHUNK patches, whose
// part of dy fits the L1 cache. Error against the plain loop: at most count * 2^-23 * sum|x * dy|.

import { bytes, madd } from "./lanes";

const TAPS: i32 = 5;
const CHUNK: i32 = 128;

export function convPatchesBackpropFilter(
  x: usize,
  patches: usize,
  dy: usize,
  dw: usize,
  count: i32,
  inW: i32,
  inC: i32,
  kH: i32,
  kW: i32,
  outC: i32,
  first: i32,
  end: i32,
): void {
  const run = kW * inC, row = inW * inC, step = bytes(outC);
  memory.fill(dw + <usize>first * step, 0, <usize>(end - first) * step);
  for (let i = 0; i < count; i += CHUNK) {
    const from = patches + bytes(i), grad = dy + <usize>i * step, length = min(CHUNK, count - i);
    for (let o: usize = 0; o < step; o += 32) {
      let t = first;
      for (; t + TAPS <= end; t += TAPS) {
        fiveTaps(
          x + tap(t, run, row), x + tap(t + 1, run, row), x + tap(t + 2, run, row),
          x + tap(t + 3, run, row), x + tap(t + 4, run, row),
          from, length, grad + o, step, dw + <usize>t * step + o,
        );
      }
      if (t + 4 <= end) {
        fourTaps(
          x + tap(t, run, row), x + tap(t + 1, run, row), x + tap(t + 2, run, row),
          x + tap(t + 3, run, row),
          from, length, grad + o, step, dw + <usize>t * step + o,
        );
        t += 4;
      }
      for (; t < end; t++) {
        oneTap(x + tap(t, run, row), from, length, grad + o, step, dw + <usize>t * step + o);
      }
    }
  }
}

/** Bytes from a patch's first tap to tap t. */
// @ts-ignore: decorator
@inline
function tap(t: i32, run: i32, row: i32): usize {
  const i = t / run;
  return bytes(i * row + t - i * run);
}

function fiveTaps(
  x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, patches: usize, length: i32, dy: usize,
  step: usize, to: usize,
): void {
  const to1 = to + step, to2 = to1 + step, to3 = to2 + step, to4 = to3 + step;
  let s00 = v128.load(to), s01 = v128.load(to, 16), s10 = v128.load(to1), s11 = v128.load(to1, 16);
  let s20 = v128.load(to2), s21 = v128.load(to2, 16), s30 = v128.load(to3), s31 = v128.load(to3, 16);
  let s40 = v128.load(to4), s41 = v128.load(to4, 16);
  for (const stop = patches + bytes(length); patches < stop; patches += 4, dy += step) {
    const at = <usize>load<u32>(patches);
    const g0 = v128.load(dy), g1 = v128.load(dy, 16);
    let v = v128.load32_splat(x0 + at);
    s00 = madd(v, g0, s00);
    s01 = madd(v, g1, s01);
    v = v128.load32_splat(x1 + at);
    s10 = madd(v, g0, s10);
    s11 = madd(v, g1, s11);
    v = v128.load32_splat(x2 + at);
    s20 = madd(v, g0, s20);
    s21 = madd(v, g1, s21);
    v = v128.load32_splat(x3 + at);
    s30 = madd(v, g0, s30);
    s31 = madd(v, g1, s31);
    v = v128.load32_splat(x4 + at);
    s40 = madd(v, g0, s40);
    s41 = madd(v, g1, s41);
  }
  v128.store(to, s00);
  v128.store(to, s01, 16);
  v128.store(to1, s10);
  v128.store(to1, s11, 16);
  v128.store(to2, s20);
  v128.store(to2, s21, 16);
  v128.store(to3, s30);
  v128.store(to3, s31, 16);
  v128.store(to4, s40);
  v128.store(to4, s41, 16);
}

function fourTaps(
  x0: usize, x1: usize, x2: usize, x3: usize, patches: usize, length: i32, dy: usize, step: usize,
  to: usize,
): void {
  const to1 = to + step, to2 = to1 + step, to3 = to2 + step;
  let s00 = v128.load(to), s01 = v128.load(to, 16), s10 = v128.load(to1), s11 = v128.load(to1, 16);
  let s20 = v128.load(to2), s21 = v128.load(to2, 16), s30 = v128.load(to3), s31 = v128.load(to3, 16);
  for (const stop = patches + bytes(length); patches < stop; patches += 4, dy += step) {
    const at = <usize>load<u32>(patches);
    const g0 = v128.load(dy), g1 = v128.load(dy, 16);
    let v = v128.load32_splat(x0 + at);
    s00 = madd(v, g0, s00);
    s01 = madd(v, g1, s01);
    v = v128.load32_splat(x1 + at);
    s10 = madd(v, g0, s10);
    s11 = madd(v, g1, s11);
    v = v128.load32_splat(x2 + at);
    s20 = madd(v, g0, s20);
    s21 = madd(v, g1, s21);
    v = v128.load32_splat(x3 + at);
    s30 = madd(v, g0, s30);
    s31 = madd(v, g1, s31);
  }
  v128.store(to, s00);
  v128.store(to, s01, 16);
  v128.store(to1, s10);
  v128.store(to1, s11, 16);
  v128.store(to2, s20);
  v128.store(to2, s21, 16);
  v128.store(to3, s30);
  v128.store(to3, s31, 16);
}

function oneTap(x: usize, patches: usize, length: i32, dy: usize, step: usize, to: usize): void {
  let s0 = v128.load(to), s1 = v128.load(to, 16);
  for (const stop = patches + bytes(length); patches < stop; patches += 4, dy += step) {
    const v = v128.load32_splat(x + <usize>load<u32>(patches));
    s0 = madd(v, v128.load(dy), s0);
    s1 = madd(v, v128.load(dy, 16), s1);
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
}
