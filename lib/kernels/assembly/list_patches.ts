// listPatches: finds the patches of a convolution that are not blank, that is not all zeros.
//
// x             byte address of (batch, inH, inW, inC) floats, already padded ("valid")
// starts        byte address of outH * outW + 1 int32; entry p becomes the place in the list where
//               position p begins, the last one the list's length
// samples       byte address of batch * outH * outW int32: the number of the image of each entry
// patches       byte address of as many int32: the bytes from x to the first tap of each entry
// scratch       inW * inC + 4 floats and then batch * outH * outW + 3 bytes
// returns       the list's length
// The list goes position by position, and at each position image by image. The images together
// must be smaller than 2^31 bytes. A −0 counts as not blank: it is only not left out.

import { bytes } from "./lanes";
import { isZero } from "./zero";

export function listPatches(
  x: usize,
  batch: i32,
  inH: i32,
  inW: i32,
  inC: i32,
  kH: i32,
  kW: i32,
  outH: i32,
  outW: i32,
  strideH: i32,
  strideW: i32,
  starts: usize,
  samples: usize,
  patches: usize,
  scratch: usize,
): i32 {
  const row = inW * inC, image = inH * row, step = strideW * inC, run = kW * inC;
  const positions = outH * outW;
  const flags = scratch + bytes(row + 4);
  for (let b = 0; b < batch; b++) {
    let to = flags + <usize>b * positions;
    for (let r = 0; r < outH; r++) {
      mergeRows(x + (<usize>b * image + r * strideH * row << 2), kH, row, scratch);
      if (step == 1) flagNeighbours(scratch, run, outW, to);
      else for (let q = 0; q < outW; q++) store<u8>(to + q, u8(!isZero(scratch + bytes(q * step), run)));
      to += outW;
    }
  }
  let count = 0;
  for (let r = 0, p = 0; r < outH; r++) {
    for (let q = 0; q < outW; q++, p++) {
      store<i32>(starts + bytes(p), count);
      const at = r * strideH * row + q * step;
      for (let b = 0; b < batch; b++) { // written always, kept only where the flag moves on
        store<i32>(samples + bytes(count), b);
        store<i32>(patches + bytes(count), b * image + at << 2);
        count += load<u8>(flags + <usize>b * positions + p);
      }
    }
  }
  store<i32>(starts + bytes(outH * outW), count);
  return count;
}

/**
 * Flags for patches that begin one float apart, four at a time. The last four may look at up to three
 * floats behind the row, for positions that do not exist, and write as many flags: the next row's own
 * come after them.
 */
function flagNeighbours(merged: usize, run: i32, positions: i32, to: usize): void {
  for (let q = 0; q < positions; q += 4) {
    let any = v128.load(merged + bytes(q));
    for (let t = 1; t < run; t++) any = v128.or(any, v128.load(merged + bytes(q + t)));
    const pairs = i16x8.narrow_i32x4_s(i32x4.ne(any, i32x4.splat(0)), any);
    const flags = v128.and(i8x16.narrow_i16x8_s(pairs, pairs), i8x16.splat(1));
    v128.store32_lane(to + q, flags, 0);
  }
}

/** The bits of `rows` rows laid over each other: zero where all of them are. */
function mergeRows(x: usize, rows: i32, row: i32, to: usize): void {
  const step = bytes(row);
  let i: usize = 0;
  for (const stop4 = bytes(row & ~3); i < stop4; i += 16) {
    let any = v128.load(x + i);
    for (let h = 1; h < rows; h++) any = v128.or(any, v128.load(x + i + <usize>h * step));
    v128.store(to + i, any);
  }
  for (; i < step; i += 4) {
    let any = load<u32>(x + i);
    for (let h = 1; h < rows; h++) any |= load<u32>(x + i + <usize>h * step);
    store<u32>(to + i, any);
  }
}
