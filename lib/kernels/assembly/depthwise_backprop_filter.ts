// depthwiseBackpropFilter: the gradient of a depthwise convolution by its filter, where each channel
// has one filter of its own:
//
//   df[i, j, c] = sum over b, r, q of x[b, h, w, c] * dy[b, r, q, c]
//   with h = r * strideH - top + i * dilationH and w = q * strideW - left + j * dilationW, where both
//   are in the image
//
// x                byte address of (batch, inH, inW, channels) floats
// dy               byte address of (batch, outH, outW, channels) floats
// df               byte address of (kH, kW, channels) floats; must not overlap x or dy
// strideH, strideW, dilationH, dilationW   1 or more
// top, left        rows and columns of padding before the image, also below 0
//
// A row's products are added in registers, and the rows' sums then: a value is off by at most
// (outW + batch * outH) * 2^-23 * sum|x * dy|.

import { bytes, madd, maddScalar } from "./lanes";

export function depthwiseBackpropFilter(
  x: usize,
  dy: usize,
  df: usize,
  batch: i32,
  inH: i32,
  inW: i32,
  channels: i32,
  outH: i32,
  outW: i32,
  kH: i32,
  kW: i32,
  strideH: i32,
  strideW: i32,
  dilationH: i32,
  dilationW: i32,
  top: i32,
  left: i32,
): void {
  const step = bytes(channels);
  memory.fill(df, 0, <usize>(kH * kW) * step);
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < outH; r++) {
      for (let i = 0; i < kH; i++) {
        const h = r * strideH - top + i * dilationH;
        if (h < 0 || h >= inH) continue;
        for (let j = 0; j < kW; j++) {
          const shift = j * dilationW - left; // w = q * strideW + shift
          const first = shift < 0 ? (strideW - 1 - shift) / strideW : 0;
          const last = min(outW - 1, shift < inW ? (inW - 1 - shift) / strideW : -1);
          if (first > last) continue;
          const fromX = x + (<usize>(b * inH + h) * inW + first * strideW + shift) * step;
          const fromDy = dy + (<usize>(b * outH + r) * outW + first) * step;
          const to = df + <usize>(i * kW + j) * step;
          addRow(fromX, strideW * step, fromDy, to, last - first + 1, channels);
        }
      }
    }
  }
}

/** to[c] += sum over `count` places of x[c] * dy[c]; the places of x lie `xStep` bytes apart. */
function addRow(x: usize, xStep: usize, dy: usize, to: usize, count: i32, channels: i32): void {
  const step = bytes(channels);
  let c = 0;
  for (; c + 8 <= channels; c += 8) {
    let a = x + bytes(c), b = dy + bytes(c);
    let s0 = f32x4.splat(0), s1 = s0;
    for (let q = 0; q < count; q++) {
      s0 = madd(v128.load(a), v128.load(b), s0);
      s1 = madd(v128.load(a, 16), v128.load(b, 16), s1);
      a += xStep;
      b += step;
    }
    const at = to + bytes(c);
    v128.store(at, f32x4.add(v128.load(at), s0));
    v128.store(at, f32x4.add(v128.load(at, 16), s1), 16);
  }
  for (; c + 4 <= channels; c += 4) { // the 0 or 1 vectors left
    let a = x + bytes(c), b = dy + bytes(c);
    let s = f32x4.splat(0);
    for (let q = 0; q < count; q++) {
      s = madd(v128.load(a), v128.load(b), s);
      a += xStep;
      b += step;
    }
    const at = to + bytes(c);
    v128.store(at, f32x4.add(v128.load(at), s));
  }
  for (; c < channels; c++) { // the 0 to 3 channels left
    let a = x + bytes(c), b = dy + bytes(c);
    let s: f32 = 0;
    for (let q = 0; q < count; q++) {
      s = maddScalar(load<f32>(a), load<f32>(b), s);
      a += xStep;
      b += step;
    }
    const at = to + bytes(c);
    store<f32>(at, load<f32>(at) + s);
  }
}
