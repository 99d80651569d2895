// conv3dBackpropFilter: the gradient of a 3-D convolution by its filter:
//
//   df = 0, then df[i, j, l, c, o] += x[b, d, h, w, c] * dy[b, p, r, q, o]
//   with d = p * strideD - front + i, h = r * strideH - top + j, w = q * strideW - left + l
//
// x                byte address of (batch, inD, inH, inW, inC) floats
// dy               byte address of (batch, outD, outH, outW, outC) floats
// df               byte address of (kD, kH, kW, inC, outC) floats; must not overlap x or dy
// strideD, strideH, strideW   1 or more
// front, top, left   padding before the volume, 0 or more
//
// A value adds up one product for each place of the output: off by at most
// batch * outD * outH * outW * 2^-23 * sum|x * dy|.

import { bytes, madd, maddScalar } from "./lanes";

export function conv3dBackpropFilter(
  x: usize,
  dy: usize,
  df: usize,
  batch: i32,
  inD: i32,
  inH: i32,
  inW: i32,
  inC: i32,
  kD: i32,
  kH: i32,
  kW: i32,
  outC: i32,
  outD: i32,
  outH: i32,
  outW: i32,
  strideD: i32,
  strideH: i32,
  strideW: i32,
  front: i32,
  top: i32,
  left: i32,
): void {
  memory.fill(df, 0, <usize>(kD * kH * kW * inC) * bytes(outC));
  for (let b = 0; b < batch; b++) {
    for (let p = 0; p < outD; p++) {
      for (let r = 0; r < outH; r++) {
        for (let q = 0; q < outW; q++) {
          const w0 = q * strideW - left;
          for (let i = max(0, front - p * strideD); i < kD; i++) {
            const d = p * strideD - front + i;
            if (d >= inD) break;
            for (let j = max(0, top - r * strideH); j < kH; j++) {
              const h = r * strideH - top + j;
              if (h >= inH) break;
              for (let l = max(0, -w0); l < kW && w0 + l < inW; l++) {
                const from = x + <usize>(((b * inD + d) * inH + h) * inW + w0 + l) * bytes(inC);
                const tap = df + <usize>((i * kH + j) * kW + l) * inC * bytes(outC);
                addProducts(from, dy, tap, inC, outC);
              }
            }
          }
          dy += bytes(outC);
        }
      }
    }
  }
}

/** to[c, o] += x[c] * dy[o], for every c and o. */
function addProducts(x: usize, dy: usize, to: usize, inC: i32, outC: i32): void {
  for (let c = 0; c < inC; c++) {
    const value = load<f32>(x + bytes(c));
    const values = f32x4.splat(value);
    let o = 0;
    for (; o + 4 <= outC; o += 4) {
      v128.store(to, madd(values, v128.load(dy + bytes(o)), v128.load(to)));
      to += 16;
    }
    for (; o < outC; o++) { // the 0 to 3 channels left
      store<f32>(to, maddScalar(value, load<f32>(dy + bytes(o)), load<f32>(to)));
      to += 4;
    }
  }
}
