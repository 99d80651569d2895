// depthwiseBackpropInput: the gradient of a depthwise convolution by its input, where each channel
// has one filter of its own:
//
//   dx[b, h, w, c] = sum over i, j of dy[b, r, q, c] * f[i, j, c]
//   with r = (h + top - i * dilationH) / strideH and q = (w + left - j * dilationW) / strideW, where
//   both are whole and in the output
//
// dy               byte address of (batch, outH, outW, channels) floats
// f                byte address of (kH, kW, channels) floats
// dx               byte address of (batch, inH, inW, channels) floats; must not overlap dy or f
// strideH, strideW, dilationH, dilationW   1 or more
// top, left        rows and columns of padding before the image, also below 0
//
// With strides of 1 this is a convolution of dy, its taps read backwards; else the products are added
// place by place. At most kH * kW products are added for a value, one after the other: it is off by at most
// kH * kW * 2^-23 * sum|dy * f|.

import { fourPlaces, onePlace } from "./depthwise_taps";
import { bytes, madd, maddScalar } from "./lanes";

export function depthwiseBackpropInput(
  dy: usize,
  f: usize,
  dx: usize,
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
  const row = <usize>inW * bytes(channels), image = <usize>(outH * outW) * bytes(channels);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < inH; h++) {
      if (strideH == 1 && strideW == 1) {
        rowOfAll(dy, f, dx, h + top, inW, channels, outH, outW, kH, kW, dilationH, dilationW, left);
      } else {
        memory.fill(dx, 0, row);
        for (let i = 0; i < kH; i++) {
          const at = h + top - i * dilationH, r = at / strideH;
          if (at < 0 || r >= outH || r * strideH != at) continue;
          const from = dy + <usize>(r * outW) * bytes(channels);
          const taps = f + <usize>(i * kW) * bytes(channels);
          addTaps(from, taps, dx, inW, channels, outW, kW, strideW, dilationW, left);
        }
      }
      dx += row;
    }
    dy += image;
  }
}

/** A row of dx where strides are 1: a convolution whose taps go up and back. It looks at row r0 of dy. */
function rowOfAll(
  dy: usize,
  f: usize,
  dx: usize,
  r0: i32,
  inW: i32,
  channels: i32,
  outH: i32,
  outW: i32,
  kH: i32,
  kW: i32,
  dilationH: i32,
  dilationW: i32,
  left: i32,
): void {
  const step = bytes(channels), tapDown = <usize>kW * step;
  const up = <usize>(-dilationH * outW) * step, back = <usize>-dilationW * step;
  // The taps that look at rows of dy: i from i0 to i1 - 1.
  const i0 = r0 < outH ? 0 : (r0 - outH) / dilationH + 1;
  const i1 = r0 < 0 ? 0 : min(kH, r0 / dilationH + 1);
  const row = dy + <usize>((r0 - i0 * dilationH) * outW) * step;
  const taps = f + <usize>i0 * tapDown;
  let w = 0;
  while (w < inW) {
    const q0 = w + left;
    const from = row + <usize>q0 * step;
    if (w + 4 <= inW && q0 >= (kW - 1) * dilationW && q0 + 3 < outW) {
      fourPlaces(from, step, up, back, taps, tapDown, i1 - i0, kW, dx, step);
      w += 4;
      dx += 4 * step;
    } else {
      const j0 = q0 < outW ? 0 : (q0 - outW) / dilationW + 1;
      const j1 = q0 < 0 ? 0 : min(kW, q0 / dilationW + 1);
      const first = from + <usize>j0 * back, tap = taps + <usize>j0 * step;
      onePlace(first, up, back, tap, tapDown, i1 - i0, j1 - j0, dx, step);
      w++;
      dx += step;
    }
  }
}

/** Adds to a row of dx what a row of taps sends there from a row of dy. */
function addTaps(
  dy: usize,
  taps: usize,
  dx: usize,
  inW: i32,
  channels: i32,
  outW: i32,
  kW: i32,
  strideW: i32,
  dilationW: i32,
  left: i32,
): void {
  const step = bytes(channels);
  for (let w = 0; w < inW; w++) {
    for (let j = 0; j < kW; j++) {
      const at = w + left - j * dilationW, q = at / strideW;
      if (at < 0 || q >= outW || q * strideW != at) continue;
      addProducts(dy + <usize>q * step, taps + <usize>j * step, dx, channels);
    }
    dx += step;
  }
}

/** to[c] += a[c] * b[c] for every channel. */
// @ts-ignore: decorator
@inline
function addProducts(a: usize, b: usize, to: usize, channels: i32): void {
  let c = 0;
  for (; c + 4 <= channels; c += 4) {
    v128.store(to, madd(v128.load(a), v128.load(b), v128.load(to)));
    a += 16;
    b += 16;
    to += 16;
  }
  for (; c < channels; c++) { // the 0 to 3 channels left
    store<f32>(to, maddScalar(load<f32>(a), load<f32>(b), load<f32>(to)));
    a += 4;
    b += 4;
    to += 4;
  }
}
