// conv3dBackpropInput: the gradient of a 3-D convolution by its input:
//
//   dx = 0, then dx[b, d, h, w, c] += sum over o of dy[b, p, r, q, o] * f[i, j, l, c, o]
//   with d = p * strideD - front + i, h = r * strideH - top + j, w = q * strideW - left + l
//
// dy               byte address of (batch, outD, outH, outW, outC) floats
// f                byte address of (kD, kH, kW, inC, outC) floats
// dx               byte address of (batch, inD, inH, inW, inC) floats; must not overlap dy or f
// strideD, strideH, strideW   1 or more
// front, top, left   padding before the volume, 0 or more
//
// A value adds up kD * kH * kW products of rows of outC: off by at most
// (kD * kH * kW + outC) * 2^-23 * sum|dy * f|.

import { bytes, madd, maddScalar, sumLanes } from "./lanes";

export function conv3dBackpropInput(
  dy: usize,
  f: usize,
  dx: usize,
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
  memory.fill(dx, 0, <usize>(batch * inD * inH * inW) * bytes(inC));
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
                const to = dx + <usize>(((b * inD + d) * inH + h) * inW + w0 + l) * bytes(inC);
                const tap = f + <usize>((i * kH + j) * kW + l) * inC * bytes(outC);
                addProducts(dy, tap, to, inC, outC);
              }
            }
          }
          dy += bytes(outC);
        }
      }
    }
  }
}

/** to[c] += sum over o of dy[o] * f[c, o], for every c. */
function addProducts(dy: usize, f: usize, to: usize, inC: i32, outC: i32): void {
  for (let c = 0; c < inC; c++) {
    let sums = f32x4.splat(0);
    let o = 0;
    for (; o + 4 <= outC; o += 4) {
      sums = madd(v128.load(dy + bytes(o)), v128.load(f), sums);
      f += 16;
    }
    let sum = sumLanes(sums);
    for (; o < outC; o++) { // the 0 to 3 channels left
      sum = maddScalar(load<f32>(dy + bytes(o)), load<f32>(f), sum);
      f += 4;
    }
    store<f32>(to, load<f32>(to) + sum);
    to += 4;
  }
}
