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
// At most kH * kW products are added for a value, one after the other: it is off by at most
// kH * kW * 2^-23 * sum|dy * f|.

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
  const step = bytes(channels);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < inH; h++) {
      for (let w = 0; w < inW; w++) {
        memory.fill(dx, 0, step);
        for (let i = 0; i < kH; i++) {
          const atRow = h + top - i * dilationH, r = atRow / strideH;
          if (atRow < 0 || r >= outH || r * strideH != atRow) continue;
          for (let j = 0; j < kW; j++) {
            const atColumn = w + left - j * dilationW, q = atColumn / strideW;
            if (atColumn < 0 || q >= outW || q * strideW != atColumn) continue;
            const from = dy + (<usize>(b * outH + r) * outW + q) * step;
            addProducts(from, f + <usize>(i * kW + j) * step, dx, channels);
          }
        }
        dx += step;
      }
    }
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
