// avgPool3dGrad: dx = 0, then for every window dx[place] += dy[window] / places, for each of its
// places that lies in the volume.
//
// dy               byte address of (batch, outD, outH, outW, channels) floats
// dx               byte address of (batch, inD, inH, inW, channels) floats; must not overlap dy
// kD, kH, kW       size of the window; strideD, strideH, strideW its step
// front, top, left   padding before the volume; padded places do not count
// Depths of 1 make it a pooling over images. A window of padding alone gives no gradient. Each value
// adds up one product of two roundings a window: off by at most (windows + 1) * 2^-23 * sum|dy / places|.

import { bytes } from "./lanes";

export function avgPool3dGrad(
  dy: usize,
  dx: usize,
  batch: i32,
  inD: i32,
  inH: i32,
  inW: i32,
  channels: i32,
  outD: i32,
  outH: i32,
  outW: i32,
  kD: i32,
  kH: i32,
  kW: i32,
  strideD: i32,
  strideH: i32,
  strideW: i32,
  front: i32,
  top: i32,
  left: i32,
): void {
  const step = bytes(channels);
  memory.fill(dx, 0, <usize>(batch * inD * inH * inW) * step);
  for (let b = 0; b < batch; b++) {
    for (let p = 0; p < outD; p++) {
      const d0 = max(0, p * strideD - front), d1 = min(inD, p * strideD - front + kD);
      for (let r = 0; r < outH; r++) {
        const h0 = max(0, r * strideH - top), h1 = min(inH, r * strideH - top + kH);
        for (let q = 0; q < outW; q++) {
          const w0 = max(0, q * strideW - left), w1 = min(inW, q * strideW - left + kW);
          const places = max(0, d1 - d0) * max(0, h1 - h0) * max(0, w1 - w0);
          const share: f32 = places > 0 ? 1 / <f32>places : 0;
          for (let d = d0; d < d1; d++) {
            for (let h = h0; h < h1; h++) {
              let to = dx + <usize>(((b * inD + d) * inH + h) * inW + w0) * step;
              for (let w = w0; w < w1; w++) {
                addShare(dy, share, to, channels);
                to += step;
              }
            }
          }
          dy += step;
        }
      }
    }
  }
}

/** to[c] += x[c] * share for every channel. */
// @ts-ignore: decorator
@inline
function addShare(x: usize, share: f32, to: usize, channels: i32): void {
  const shares = f32x4.splat(share);
  let c = 0;
  for (; c + 4 <= channels; c += 4) {
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(v128.load(x), shares)));
    x += 16;
    to += 16;
  }
  for (; c < channels; c++) { // the 0 to 3 channels left
    store<f32>(to, load<f32>(to) + load<f32>(x) * share);
    x += 4;
    to += 4;
  }
}
