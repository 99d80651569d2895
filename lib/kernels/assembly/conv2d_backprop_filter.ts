// conv2dBackpropFilter: dw[i, j, c, o] = sum over (b, r, q) of x[b, r*sH + i, q*sW + j, c] * dy[b, r, q, o].
//
// x      byte address of (batch, inH, inW, inC) floats, already padded ("valid")
// dy     byte address of (batch, outH, outW, outC) floats
// dw     byte address of (kH, kW, inC, outC) floats; must not overlap x or dy
// from   the first of the taps, which are the kH * kW * inC rows of dw, that is wanted
// to     the tap after the last one that is wanted; the others are neither read nor written
// (outH - 1) * strideH + kH <= inH, and the same for the width. No dilation.
//
// Up to six taps × eight channels stay in twelve registers while they walk over some rows of the
// output, as many as fit the L1 cache.
// Error against the plain loop: at most n * 2^-23 * sum|x * dy|, n = batch * outH * outW terms. A tap
// comes out the same, to the bit, whichever others are wanted.

import { bytes, madd, maddScalar } from "./lanes";

const TAPS: i32 = 6;
const CHANNELS: i32 = 8;
/** Bytes of dy walked over again and again, once per group of taps: half an L1 cache. */
const ROWS_BYTES: i32 = 24576;

export function conv2dBackpropFilter(
  x: usize,
  dy: usize,
  dw: usize,
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
  from: i32,
  to: i32,
): void {
  const run = kW * inC, row = inW * inC;
  const xStep = bytes(strideW * inC), dyStep = bytes(outC);
  const skipX = bytes(strideH * row) - <usize>outW * xStep; // from the end of a row to the next one
  memory.fill(dw + bytes(from * outC), 0, bytes((to - from) * outC));
  const rows = max(1, ROWS_BYTES / (outW * outC << 2));
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < outH; r += rows) {
      const height = min(rows, outH - r);
      const image = x + (<usize>(b * inH + r * strideH) * row << 2);
      const grad = dy + (<usize>(b * outH + r) * outW * outC << 2);
      const whole = outC & ~(CHANNELS - 1);
      for (let o = 0; o < whole; o += CHANNELS) {
        for (let t = from; t < to;) {
          const count = group(to - t);
          const out = dw + bytes(t * outC + o);
          if (count == 6) {
            six(
              tap(image, t, run, row), tap(image, t + 1, run, row), tap(image, t + 2, run, row),
              tap(image, t + 3, run, row), tap(image, t + 4, run, row), tap(image, t + 5, run, row),
              xStep, skipX, grad + bytes(o), dyStep, height, outW, out,
            );
          } else if (count == 5) {
            five(
              tap(image, t, run, row), tap(image, t + 1, run, row), tap(image, t + 2, run, row),
              tap(image, t + 3, run, row), tap(image, t + 4, run, row),
              xStep, skipX, grad + bytes(o), dyStep, height, outW, out,
            );
          } else if (count == 4) {
            four(
              tap(image, t, run, row), tap(image, t + 1, run, row), tap(image, t + 2, run, row),
              tap(image, t + 3, run, row),
              xStep, skipX, grad + bytes(o), dyStep, height, outW, out,
            );
          } else {
            for (let i = 0; i < count; i++) {
              one(
                tap(image, t + i, run, row), xStep, skipX, grad + bytes(o), dyStep, height, outW,
                out + <usize>i * dyStep,
              );
            }
          }
          t += count;
        }
      }
      for (let o = whole; o < outC; o++) { // the 0 to 7 channels left
        for (let t = from; t < to; t++) {
          const out = dw + bytes(t * outC + o);
          let at = tap(image, t, run, row), g = grad + bytes(o);
          let sum: f32 = 0;
          for (let i = 0; i < height; i++) {
            for (let q = 0; q < outW; q++) {
              sum = maddScalar(load<f32>(at), load<f32>(g), sum);
              at += xStep;
              g += dyStep;
            }
            at += skipX;
          }
          store<f32>(out, load<f32>(out) + sum);
        }
      }
    }
  }
}

/** How many of the `left` taps come next: groups as even as can be (9 = 5 + 4, not 6 + 3). */
// @ts-ignore: decorator
@inline
function group(left: i32): i32 {
  const groups = (left + TAPS - 1) / TAPS;
  return (left + groups - 1) / groups;
}

/** Address of tap t of the patch at `from`. */
// @ts-ignore: decorator
@inline
function tap(from: usize, t: i32, run: i32, row: i32): usize {
  const i = t / run;
  return from + bytes(i * row + t - i * run);
}

function six(
  x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, x5: usize, xStep: usize, skipX: usize,
  dy: usize, dyStep: usize, height: i32, width: i32, to: usize,
): void {
  let s00 = v128.load(to), s01 = v128.load(to, 16);
  const to1 = to + dyStep, to2 = to1 + dyStep, to3 = to2 + dyStep, to4 = to3 + dyStep;
  const to5 = to4 + dyStep;
  let s10 = v128.load(to1), s11 = v128.load(to1, 16), s20 = v128.load(to2), s21 = v128.load(to2, 16);
  let s30 = v128.load(to3), s31 = v128.load(to3, 16), s40 = v128.load(to4), s41 = v128.load(to4, 16);
  let s50 = v128.load(to5), s51 = v128.load(to5, 16);
  let at: usize = 0;
  for (let r = 0; r < height; r++) {
    for (let q = 0; q < width; q++, at += xStep, dy += dyStep) {
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
      v = v128.load32_splat(x5 + at);
      s50 = madd(v, g0, s50);
      s51 = madd(v, g1, s51);
    }
    at += skipX;
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
  v128.store(to5, s50);
  v128.store(to5, s51, 16);
}

function five(
  x0: usize, x1: usize, x2: usize, x3: usize, x4: usize, xStep: usize, skipX: usize,
  dy: usize, dyStep: usize, height: i32, width: i32, to: usize,
): void {
  let s00 = v128.load(to), s01 = v128.load(to, 16);
  const to1 = to + dyStep, to2 = to1 + dyStep, to3 = to2 + dyStep, to4 = to3 + dyStep;
  let s10 = v128.load(to1), s11 = v128.load(to1, 16), s20 = v128.load(to2), s21 = v128.load(to2, 16);
  let s30 = v128.load(to3), s31 = v128.load(to3, 16), s40 = v128.load(to4), s41 = v128.load(to4, 16);
  let at: usize = 0;
  for (let r = 0; r < height; r++) {
    for (let q = 0; q < width; q++, at += xStep, dy += dyStep) {
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
    at += skipX;
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

function four(
  x0: usize, x1: usize, x2: usize, x3: usize, xStep: usize, skipX: usize,
  dy: usize, dyStep: usize, height: i32, width: i32, to: usize,
): void {
  let s00 = v128.load(to), s01 = v128.load(to, 16);
  const to1 = to + dyStep, to2 = to1 + dyStep, to3 = to2 + dyStep;
  let s10 = v128.load(to1), s11 = v128.load(to1, 16), s20 = v128.load(to2), s21 = v128.load(to2, 16);
  let s30 = v128.load(to3), s31 = v128.load(to3, 16);
  let at: usize = 0;
  for (let r = 0; r < height; r++) {
    for (let q = 0; q < width; q++, at += xStep, dy += dyStep) {
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
    at += skipX;
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

function one(
  x: usize, xStep: usize, skipX: usize, dy: usize, dyStep: usize, height: i32, width: i32, to: usize,
): void {
  let s0 = v128.load(to), s1 = v128.load(to, 16);
  for (let r = 0; r < height; r++) {
    for (let q = 0; q < width; q++) {
      const v = v128.load32_splat(x);
      s0 = madd(v, v128.load(dy), s0);
      s1 = madd(v, v128.load(dy, 16), s1);
      x += xStep;
      dy += dyStep;
    }
    x += skipX;
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
}
