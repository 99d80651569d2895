// maxPoolGrad: dx = 0, then for every window dx[first maximum of the window] += dy[window].
//
// x                byte address of (batch, inH, inW, channels) floats
// dy               byte address of (batch, outH, outW, channels) floats
// dx               byte address of (batch, inH, inW, channels) floats; must not overlap x or dy
// kH, kW           size of the window; strideH, strideW its step
// top, left        rows and columns of padding before the image; padded places never hold the maximum
// The maximum may have any sign. Of equal maxima the first in reading order gets the gradient, as in
// PyTorch. A window that holds only NaN or only padding gives no gradient. Windows may overlap.

import { bytes } from "./lanes";

export function maxPoolGrad(
  x: usize,
  dy: usize,
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
  top: i32,
  left: i32,
): void {
  const isApart = strideH >= kH && strideW >= kW; // windows do not overlap: nothing to add to
  const isCovered = strideH == kH && strideW == kW && channels % 4 == 0 &&
    outH * kH - top >= inH && outW * kW - left >= inW;
  if (!isCovered) memory.fill(dx, 0, bytes(batch * inH * inW * channels));
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < outH; r++) {
      const h0 = max(0, r * strideH - top), h1 = min(inH, r * strideH - top + kH);
      for (let q = 0; q < outW; q++) {
        const w0 = max(0, q * strideW - left), w1 = min(inW, q * strideW - left + kW);
        let c = 0;
        if (isApart) {
          for (; c + 4 <= channels; c += 4) {
            const from = bytes(((b * inH + h0) * inW + w0) * channels + c);
            const columnStep = bytes(channels), rowStep = bytes(inW * channels);
            giveToFirst(x + from, dx + from, dy, h1 - h0, w1 - w0, columnStep, rowStep);
            dy += 16;
          }
        }
        for (; c + 4 <= channels; c += 4) {
          let best = f32x4.splat(-Infinity), where = i32x4.splat(-1);
          for (let h = h0; h < h1; h++) {
            for (let w = w0; w < w1; w++) {
              const at = ((b * inH + h) * inW + w) * channels + c;
              const value = v128.load(x + (<usize>at << 2));
              // -Infinity is a maximum too where nothing was found yet.
              const first = v128.and(i32x4.lt_s(where, i32x4.splat(0)), f32x4.eq(value, value));
              const more = v128.or(f32x4.gt(value, best), first);
              best = v128.bitselect(value, best, more);
              where = v128.bitselect(i32x4.splat(at), where, more);
            }
          }
          addTo(dx, i32x4.extract_lane(where, 0), 0, dy);
          addTo(dx, i32x4.extract_lane(where, 1), 1, dy + 4);
          addTo(dx, i32x4.extract_lane(where, 2), 2, dy + 8);
          addTo(dx, i32x4.extract_lane(where, 3), 3, dy + 12);
          dy += 16;
        }
        for (; c < channels; c++) { // the 0 to 3 channels left
          let best: f32 = -Infinity, where = -1;
          for (let h = h0; h < h1; h++) {
            for (let w = w0; w < w1; w++) {
              const at = ((b * inH + h) * inW + w) * channels + c;
              const value = load<f32>(x + (<usize>at << 2));
              if (value > best || where < 0 && value == value) {
                best = value;
                where = at;
              }
            }
          }
          addTo(dx, where, 0, dy);
          dy += 4;
        }
      }
    }
  }
}

/** A window of four channels that no other touches: writes dy to each lane's first maximum. */
// @ts-ignore: decorator
@inline
function giveToFirst(
  x: usize,
  dx: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  columnStep: usize,
  rowStep: usize,
): void {
  let best = f32x4.splat(-Infinity);
  let row: usize = 0;
  for (let h = 0; h < rows; h++) {
    let at = x + row;
    for (let w = 0; w < columns; w++) {
      best = f32x4.pmax(best, v128.load(at)); // leaves NaN out
      at += columnStep;
    }
    row += rowStep;
  }
  let left = v128.load(dy); // 0 in the lanes that are given away
  row = 0;
  for (let h = 0; h < rows; h++) {
    let at = row;
    for (let w = 0; w < columns; w++) {
      const isBest = f32x4.eq(v128.load(x + at), best);
      v128.store(dx + at, v128.and(left, isBest));
      left = v128.andnot(left, isBest);
      at += columnStep;
    }
    row += rowStep;
  }
}

/** dx[where + lane] += what lies at `dy`; nothing where no maximum was found. */
// @ts-ignore: decorator
@inline
function addTo(dx: usize, where: i32, lane: i32, dy: usize): void {
  if (where < 0) return;
  const to = dx + (<usize>(where + lane) << 2);
  store<f32>(to, load<f32>(to) + load<f32>(dy));
}
