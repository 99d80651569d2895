// avgPool3d: out[window] = the mean of x over those places of the window that lie in the volume; 0
// where it holds nothing but padding.
//
// x                byte address of (batch, inD, inH, inW, channels) floats
// out              byte address of (batch, outD, outH, outW, channels) floats; must not overlap x
// kD, kH, kW       size of the window; strideD, strideH, strideW its step
// front, top, left   padding before the volume; padded places do not count
// Depths of 1 make it a pooling over images. A window is added up in reading order and divided once:
// off by at most places * 2^-23 * the mean of |x|.

import { get, put } from "./activations";
import { bytes } from "./lanes";

export function avgPool3d(
  x: usize,
  out: usize,
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
  const pixel = bytes(channels), row = <usize>inW * pixel, plane = <usize>inH * row;
  const stop4 = bytes(channels & ~3);
  for (let b = 0; b < batch; b++) {
    for (let p = 0; p < outD; p++) {
      const d0 = max(0, p * strideD - front), d1 = min(inD, p * strideD - front + kD);
      for (let r = 0; r < outH; r++) {
        const h0 = max(0, r * strideH - top), h1 = min(inH, r * strideH - top + kH);
        for (let q = 0; q < outW; q++) {
          const w0 = max(0, q * strideW - left), w1 = min(inW, q * strideW - left + kW);
          const depth = max(0, d1 - d0), height = max(0, h1 - h0), width = max(0, w1 - w0);
          const places = max(1, depth * height * width);
          const from = x + <usize>d0 * plane + <usize>h0 * row + <usize>w0 * pixel;
          let c: usize = 0;
          for (; c < stop4; c += 16) {
            mean(from + c, out + c, depth, height, width, plane, row, pixel, places, true);
          }
          for (; c < pixel; c += 4) {
            mean(from + c, out + c, depth, height, width, plane, row, pixel, places, false);
          }
          out += pixel;
        }
      }
    }
    x += <usize>inD * plane;
  }
}

/** The mean of a window in four channels, or one. */
// @ts-ignore: decorator
@inline
function mean(
  x: usize,
  out: usize,
  depth: i32,
  height: i32,
  width: i32,
  plane: usize,
  row: usize,
  pixel: usize,
  places: i32,
  wide: bool,
): void {
  let sum = f32x4.splat(0);
  for (let d = 0; d < depth; d++) {
    for (let h = 0; h < height; h++) {
      let at = x + <usize>d * plane + <usize>h * row;
      for (let w = 0; w < width; w++) {
        sum = f32x4.add(sum, get(at, wide));
        at += pixel;
      }
    }
  }
  put(out, f32x4.div(sum, f32x4.splat(<f32>places)), wide);
}
