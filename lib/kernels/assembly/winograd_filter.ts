// winogradFilter: U = G w G', the transform of each of the 3 × 3 filters of a convolution into 36
// points, as winogradConv2d takes it.
//
// w         byte address of (3, 3, inC, outC) floats
// u         byte address of 36 * (inC * O + 16) floats, O the multiple of 8 at or above outC: point by
//           point, in a point eight output channels after the other, in these an input channel after
//           the other; channels from outC on are 0; the 16 floats between points are not written
// outC      4 or more
// from, to  the input channels that are wanted, from `from` up to `to`, without it; what belongs to
//           the others is neither read nor written
// scratch   36 * 8 floats
//
// Error: at most 16 * 2^-23 * |G| |w| |G'|, see winograd_lines.ts. An input channel comes out the same,
// to the bit, whichever others are wanted.

import { bytes } from "./lanes";
import { filterLine } from "./winograd_lines";
import { eights, next, pointBytes, POINTS } from "./winograd_tiles";

export function winogradFilter(
  w: usize,
  u: usize,
  inC: i32,
  outC: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const tap = bytes(inC * outC), point = pointBytes(inC, eights(outC));
  const lines = scratch + 16 * POINTS;
  for (let c = from; c < to; c++) {
    const last = u + place(eights(outC) - 8, c, inC);
    for (let p: usize = 0; p < <usize>POINTS; p++) memory.fill(last + p * point, 0, 32);
    for (let o = 0; o < outC; o = next(o, outC)) {
      const at = w + bytes(c * outC + o);
      for (let j: usize = 0; j < 3; j++) filterLine(at + j * tap, 3 * tap, lines + 16 * j, 48);
      for (let i: usize = 0; i < 6; i++) filterLine(lines + 48 * i, 16, scratch + 96 * i, 16);
      if (o & 3) {
        scatter(scratch, u, o, c, inC, point);
      } else {
        const out = u + place(o, c, inC);
        for (let p: usize = 0; p < <usize>POINTS; p++) {
          v128.store(out + p * point, v128.load(scratch + 16 * p));
        }
      }
    }
  }
}

/** Where a channel's weights of a point lie, in bytes. */
// @ts-ignore: decorator
@inline
function place(o: i32, c: i32, inC: i32): usize {
  return bytes(((o >> 3) * inC + c) * 8 + (o & 7));
}

/** Writes four channels that may belong to two groups of eight. */
function scatter(from: usize, u: usize, o: i32, c: i32, inC: i32, point: usize): void {
  for (let p = 0; p < POINTS; p++) {
    for (let i = 0; i < 4; i++) {
      store<f32>(u + <usize>p * point + place(o + i, c, inC), load<f32>(from + bytes(4 * p + i)));
    }
  }
}
