// maxPool3d: out[window] = the maximum of x over the window; NaN where the window holds one, -Infinity
// where it holds nothing but padding.
//
// x                byte address of (batch, inD, inH, inW, channels) floats
// out              byte address of (batch, outD, outH, outW, channels) floats; must not overlap x
// kD, kH, kW       size of the window; strideD, strideH, strideW its step
// front, top, left   padding before the volume; padded places never hold the maximum
// Takes values over: no rounding. Depths of 1 make it a pooling over images.

import { bytes, maxOfFour } from "./lanes";

export function maxPool3d(
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
  for (let b = 0; b < batch; b++) {
    for (let p = 0; p < outD; p++) {
      const d0 = max(0, p * strideD - front), d1 = min(inD, p * strideD - front + kD);
      for (let r = 0; r < outH; r++) {
        const h0 = max(0, r * strideH - top), h1 = min(inH, r * strideH - top + kH);
        for (let q = 0; q < outW; q++) {
          const w0 = max(0, q * strideW - left), w1 = min(inW, q * strideW - left + kW);
          // Where the window starts, and how far its rows, planes and next channels lie.
          const start = x + bytes((((b * inD + d0) * inH + h0) * inW + w0) * channels);
          let c = 0;
          if (d1 - d0 == 1 && h1 - h0 == 2 && w1 - w0 == 2) {
            c = channels & ~3;
            twoByTwo(start, bytes(channels), bytes(inW * channels), out, bytes(c));
            out += bytes(c);
          }
          for (; c + 4 <= channels; c += 4) {
            let best = f32x4.splat(-Infinity);
            let plane = start + bytes(c);
            for (let d = d0; d < d1; d++) {
              let row = plane;
              for (let h = h0; h < h1; h++) {
                let at = row;
                for (let w = w0; w < w1; w++) {
                  best = f32x4.max(best, v128.load(at));
                  at += bytes(channels);
                }
                row += bytes(inW * channels);
              }
              plane += bytes(inH * inW * channels);
            }
            v128.store(out, best);
            out += 16;
          }
          for (; c < channels; c++) { // the 0 to 3 channels left
            let best: f32 = -Infinity;
            for (let d = d0; d < d1; d++) {
              for (let h = h0; h < h1; h++) {
                for (let w = w0; w < w1; w++) {
                  const at = (((b * inD + d) * inH + h) * inW + w) * channels + c;
                  best = max<f32>(best, load<f32>(x + (<usize>at << 2)));
                }
              }
            }
            store<f32>(out, best);
            out += 4;
          }
        }
      }
    }
  }
}

/** The commonest window, two by two pixels, without loops over it: twice as fast. */
// @ts-ignore: decorator
@inline
function twoByTwo(x: usize, pixel: usize, row: usize, out: usize, length: usize): void {
  const right = x + pixel, below = x + row, last = below + pixel;
  for (let c: usize = 0; c < length; c += 16) {
    const best = maxOfFour(v128.load(x + c), v128.load(right + c), v128.load(below + c), v128.load(last + c));
    v128.store(out + c, best);
  }
}
