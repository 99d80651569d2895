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

import {
  fivePatches, fourPatches, oneChannel, onePatch, sixPatches, threePatches, writeOffsets,
} from "./conv_tiles";
import { bytes } from "./lanes";
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
  const x1 = x + xStep, x2 = x1 + xStep, x3 = x2 + xStep, x4 = x3 + xStep, x5 = x4 + xStep;
  const whole = outC & ~(CHANNELS - 1);
  for (let o = 0; o < whole; o += CHANNELS) {
    const at = bytes(o), b = bias ? bias + at : 0;
    if (count == 6) {
      sixPatches(x, x1, x2, x3, x4, x5, offsets, taps, w + at, yStep, b, y + at, relu);
    } else if (count == 5) {
      fivePatches(x, x1, x2, x3, x4, offsets, taps, w + at, yStep, b, y + at, relu);
    } else if (count == 4) {
      fourPatches(x, x1, x2, x3, offsets, taps, w + at, yStep, b, y + at, relu);
    } else if (count == 3) {
      threePatches(x, x1, x2, offsets, taps, w + at, yStep, b, y + at, relu);
    } else {
      for (let p = 0; p < count; p++) {
        const from = x + <usize>p * xStep, to = y + <usize>p * yStep + at;
        onePatch(from, offsets, taps, w + at, yStep, b, to, relu);
      }
    }
  }
  for (let o = whole; o < outC; o++) { // the 0 to 7 channels left
    const at = bytes(o), b = bias ? bias + at : 0;
    for (let p = 0; p < count; p++) {
      const from = x + <usize>p * xStep, to = y + <usize>p * yStep + at;
      oneChannel(from, offsets, taps, w + at, yStep, b, to, relu);
    }
  }
}
