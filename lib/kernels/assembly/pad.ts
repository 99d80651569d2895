// pad: copies a batch of images into larger ones of zeros, rows and columns apart where asked.
//
// x                   byte address of (batch, height, width, channels) floats
// y                   byte address of (batch, outH, outW, channels) floats; must not overlap x
// top, left           where the first pixel goes
// stretchH, stretchW  distance between neighbours in y, 1 or more: 2 leaves a zero between them
// top + (height - 1) * stretchH < outH, and the same for the width. Copies only: no rounding.

import { bytes } from "./lanes";

export function pad(
  x: usize,
  y: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outH: i32,
  outW: i32,
  top: i32,
  left: i32,
  stretchH: i32,
  stretchW: i32,
): void {
  const pixel = bytes(channels), row = <usize>width * pixel;
  memory.fill(y, 0, <usize>batch * outH * outW * pixel);
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < height; r++) {
      let to = y + (<usize>(b * outH + top + r * stretchH) * outW + left) * pixel;
      if (stretchW == 1) {
        memory.copy(to, x, row);
        x += row;
      } else {
        for (let q = 0; q < width; q++) {
          memory.copy(to, x, pixel);
          to += <usize>stretchW * pixel;
          x += pixel;
        }
      }
    }
  }
}
