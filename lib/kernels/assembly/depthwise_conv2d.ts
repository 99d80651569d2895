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

import { fourPlaces, onePlace } from "./depthwise_taps";
import { bytes } from "./lanes";

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
  const step = bytes(channels), tapDown = <usize>kW * step;
  const down = <usize>(dilationH * inW) * step, right = <usize>dilationW * step;
  const along = <usize>strideW * step, reach = (kW - 1) * dilationW;
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < outH; r++) {
      // The taps that look at rows of the image: i from i0 to i1 - 1.
      const h0 = r * strideH - top;
      const i0 = h0 < 0 ? (dilationH - 1 - h0) / dilationH : 0;
      const i1 = h0 < inH ? min(kH, (inH - 1 - h0) / dilationH + 1) : 0;
      const row = x + <usize>((b * inH + h0 + i0 * dilationH) * inW) * step;
      const taps = f + <usize>i0 * tapDown;
      let q = 0;
      while (q < outW) {
        // Where fewer than four places are left, some of those before them are computed once more.
        const again = max(0, q + 4 - outW), w4 = (q - again) * strideW - left;
        if (again < 3 && again <= q && w4 >= 0 && w4 + 3 * strideW + reach < inW) {
          const from = row + <usize>w4 * step, to = y - <usize>again * step;
          fourPlaces(from, along, down, right, taps, tapDown, i1 - i0, kW, to, step);
          q += 4 - again;
          y += <usize>(4 - again) * step;
        } else {
          const w0 = q * strideW - left;
          const j0 = w0 < 0 ? (dilationW - 1 - w0) / dilationW : 0;
          const j1 = w0 < inW ? min(kW, (inW - 1 - w0) / dilationW + 1) : 0;
          const first = row + <usize>w0 * step + <usize>j0 * right, tap = taps + <usize>j0 * step;
          onePlace(first, down, right, tap, tapDown, i1 - i0, j1 - j0, y, step);
          q++;
          y += step;
        }
      }
    }
  }
}
