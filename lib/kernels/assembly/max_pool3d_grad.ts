// maxPool3dGrad: dx = 0, then for every window dx[first maximum of the window] += dy[window].
//
// x                byte address of (batch, inD, inH, inW, channels) floats
// dy               byte address of (batch, outD, outH, outW, channels) floats
// dx               byte address of (batch, inD, inH, inW, channels) floats; must not overlap x or dy
// kD, kH, kW       size of the window; strideD, strideH, strideW its step
// front, top, left   padding before the volume; padded places never hold the maximum
// The maximum may have any sign. Of equal maxima the first in reading order gets the gradient. A
// window that holds only NaN or only padding gives no gradient. Windows may overlap. The same for
// images, four channels at once, is maxPoolGrad.

export function maxPool3dGrad(
  x: usize,
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
  memory.fill(dx, 0, <usize>batch * inD * inH * inW * channels << 2);
  for (let b = 0; b < batch; b++) {
    for (let p = 0; p < outD; p++) {
      const d0 = max(0, p * strideD - front), d1 = min(inD, p * strideD - front + kD);
      for (let r = 0; r < outH; r++) {
        const h0 = max(0, r * strideH - top), h1 = min(inH, r * strideH - top + kH);
        for (let q = 0; q < outW; q++) {
          const w0 = max(0, q * strideW - left), w1 = min(inW, q * strideW - left + kW);
          for (let c = 0; c < channels; c++) {
            let best: f32 = -Infinity, where = -1;
            for (let d = d0; d < d1; d++) {
              for (let h = h0; h < h1; h++) {
                let at = (((b * inD + d) * inH + h) * inW + w0) * channels + c;
                for (let w = w0; w < w1; w++) {
                  const value = load<f32>(x + (<usize>at << 2));
                  if (value > best || where < 0 && value == value) {
                    best = value;
                    where = at;
                  }
                  at += channels;
                }
              }
            }
            if (where >= 0) {
              const to = dx + (<usize>where << 2);
              store<f32>(to, load<f32>(to) + load<f32>(dy));
            }
            dy += 4;
          }
        }
      }
    }
  }
}
