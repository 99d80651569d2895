// depthwiseConv2d: a convolution in which each channel has one filter of its own:
//
//   y[b, r, q, c] = sum over i, j of x[b, h, w, c] * f[i, j, c]
//   with h = r * strideH - top + i * dilationH and w = q * strideW - left + j * dilationW, where both
//   are in the image
//
// x                byte address of (batch, inH, inW, channels) floats
// f                byte address of (kH, kW, channels) floats
// y                byte address of (batch, outH, outW, channels) floats; must not overlap x or f
// strideH, strideW, dilationH, dilationW   1 or more
// top, left        rows and columns of padding before the image, also below 0
//
// The products of a value are added in reading order: it is off by at most
// kH * kW * 2^-23 * sum|x * f|.

import { bytes, madd, maddScalar } from "./lanes";

export function depthwiseConv2d(
  x: usize,
  f: usize,
  y: usize,
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
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < outH; r++) {
      // The taps that look at rows of the image: i from i0 to i1 - 1.
      const h0 = r * strideH - top;
      const i0 = h0 < 0 ? (dilationH - 1 - h0) / dilationH : 0;
      const i1 = h0 < inH ? min(kH, (inH - 1 - h0) / dilationH + 1) : 0;
      for (let q = 0; q < outW; q++) {
        const w0 = q * strideW - left;
        const j0 = w0 < 0 ? (dilationW - 1 - w0) / dilationW : 0;
        const j1 = w0 < inW ? min(kW, (inW - 1 - w0) / dilationW + 1) : 0;
        const from = x + <usize>((b * inH + h0) * inW + w0) * step;
        const down = <usize>(dilationH * inW) * step, right = <usize>dilationW * step;
        let c = 0;
        for (; c + 8 <= channels; c += 8) {
          let s0 = f32x4.splat(0), s1 = s0;
          for (let i = i0; i < i1; i++) {
            let at = from + <usize>i * down + <usize>j0 * right + bytes(c);
            let tap = f + <usize>(i * kW + j0) * step + bytes(c);
            for (let j = j0; j < j1; j++) {
              s0 = madd(v128.load(at), v128.load(tap), s0);
              s1 = madd(v128.load(at, 16), v128.load(tap, 16), s1);
              at += right;
              tap += step;
            }
          }
          v128.store(y, s0);
          v128.store(y, s1, 16);
          y += 32;
        }
        for (; c + 4 <= channels; c += 4) { // the 0 or 1 vectors left
          let s = f32x4.splat(0);
          for (let i = i0; i < i1; i++) {
            let at = from + <usize>i * down + <usize>j0 * right + bytes(c);
            let tap = f + <usize>(i * kW + j0) * step + bytes(c);
            for (let j = j0; j < j1; j++) {
              s = madd(v128.load(at), v128.load(tap), s);
              at += right;
              tap += step;
            }
          }
          v128.store(y, s);
          y += 16;
        }
        for (; c < channels; c++) { // the 0 to 3 channels left
          let s: f32 = 0;
          for (let i = i0; i < i1; i++) {
            let at = from + <usize>i * down + <usize>j0 * right + bytes(c);
            let tap = f + <usize>(i * kW + j0) * step + bytes(c);
            for (let j = j0; j < j1; j++) {
              s = maddScalar(load<f32>(at), load<f32>(tap), s);
              at += right;
              tap += step;
            }
          }
          store<f32>(y, s);
          y += 4;
        }
      }
    }
  }
}
