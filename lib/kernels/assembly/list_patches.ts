// listPatches: finds the patches of a convolution that are not blank, that is not all zeros.
//
// x             byte address of (batch, inH, inW, inC) floats, already padded ("valid")
// starts        byte address of outH * outW + 1 int32; entry p becomes the place in the list where
//               position p begins, the last one the list's length
// samples       byte address of batch * outH * outW int32: the number of the image of each entry
// patches       byte address of as many int32: the bytes from x to the first tap of each entry
// scratch       inW * inC + 4 floats and then outH * ceil(outW / 32) * 4 * ceil(batch / 4) int32
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
  const chunks = (outW + 31) >> 5, line = bytes((batch + 3) & ~3);
  // A bit for every patch that is not blank: for each row and 32 of its positions a word of every image.
  const words = scratch + bytes(row + 4);
  for (let b = 0; b < batch; b++) {
    let to = words + bytes(b);
    for (let r = 0; r < outH; r++) {
      mergeRows(x + (<usize>b * image + r * strideH * row << 2), kH, row, scratch);
      for (let q = 0; q < outW; q += 32, to += line) {
        const from = scratch + bytes(q * step), count = min(32, outW - q);
        const isNarrow = step == 1 && run <= 33;
        store<u32>(to, isNarrow ? neighbours(from, run, count, row - q) : oneByOne(from, step, run, count));
      }
    }
  }
  let count = 0;
  for (let r = 0, p = 0; r < outH; r++) {
    for (let q = 0; q < outW; q++, p++) {
      store<i32>(starts + bytes(p), count);
      const from = words + <usize>(r * chunks + (q >> 5)) * line, at = r * strideH * row + q * step;
      if (batch < 4) { // too few to look for bits: all are written, and kept only where the bit moves on
        for (let b = 0; b < batch; b++) {
          store<i32>(samples + bytes(count), b);
          store<i32>(patches + bytes(count), b * image + at << 2);
          count += load<i32>(from + bytes(b)) >> (q & 31) & 1;
        }
        continue;
      }
      for (let b = 0; b < batch; b += 64) {
        let bits = column(from + bytes(b), min(64, batch - b), q & 31);
        for (; bits; bits &= bits - 1, count++) {
          const sample = b + <i32>ctz(bits);
          store<i32>(samples + bytes(count), sample);
          store<i32>(patches + bytes(count), sample * image + at << 2);
        }
      }
    }
  }
  store<i32>(starts + bytes(outH * outW), count);
  return count;
}

/**
 * A bit for each of `count` patches that begin one float apart: whether one of `run` floats is not zero.
 * The last vector may look at up to three floats behind the `rest` of the row: no patch has them.
 */
function neighbours(from: usize, run: i32, count: i32, rest: i32): u32 {
  let bits: u64 = 0;
  for (let i: i32 = 0, stop = min(rest, 64); i < stop; i += 4) {
    const four = i32x4.bitmask(i32x4.ne(v128.load(from + bytes(i)), i32x4.splat(0)));
    bits |= <u64>four << <u64>i;
  }
  let any = bits;
  for (let t = 1; t < run; t++) any |= bits >> <u64>t;
  return <u32>(any & (<u64>1 << <u64>count) - 1);
}

/** The same for patches that begin `step` floats apart. */
function oneByOne(from: usize, step: i32, run: i32, count: i32): u32 {
  let bits: u32 = 0;
  for (let q = 0; q < count; q++) bits |= u32(!isZero(from + bytes(q * step), run)) << q;
  return bits;
}

/** Bit `place` of up to 64 words. Up to three behind them are looked at too. */
function column(words: usize, count: i32, place: i32): u64 {
  let bits: u64 = 0;
  for (let i = 0; i < count; i += 4) {
    const four = i32x4.bitmask(i32x4.shl(v128.load(words + bytes(i)), 31 - place));
    bits |= <u64>four << <u64>i;
  }
  return bits & ~(<u64>0) >> <u64>(64 - count);
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
