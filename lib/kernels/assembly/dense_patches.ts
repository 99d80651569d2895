// densePatches: a dense layer on the output of a convolution that was computed only where its patches
// are not blank. At a blank patch the convolution gives `blank`, the same for every image.
//
//   y[b, j] = sum over positions p and channels c of a(b, p)[c] * t[j, p, c]
//   a(b, p) = the row of the list for image b and position p, or `blank` where there is none
//
// a, samples   byte addresses of the list's rows (channels floats each) and image numbers (int32)
// starts       byte address of positions + 1 int32: where in the list each position begins
// blank        byte address of `channels` floats
// t            byte address of (units, positions, channels) floats: the weights, turned round
// y            byte address of batch × units floats
// batch, positions, channels, units  counts; channels a multiple of 4
// from, to     the first unit that is wanted, a multiple of 5, and the one after the last
// scratch      4 * (batch + 2) * units floats
//
// Uses sum over p of (blank · t[p]), once for all images, plus (a − blank) · t[p] for the list's rows
// only: the difference is taken of the products. Error against the plain loop: at most
// 2 * k * 2^-23 * sum(|a| + |blank|)|t|, k = positions * channels terms.

import { bytes, madd, sumLanes } from "./lanes";

/** Units whose sums fit the registers, for two rows of the list. */
const TILE: i32 = 5;

export function densePatches(
  a: usize,
  samples: usize,
  starts: usize,
  blank: usize,
  t: usize,
  y: usize,
  batch: i32,
  positions: i32,
  channels: i32,
  units: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  // Sums are kept as vectors of four partial sums until the end.
  const sums = scratch, row = <usize>units << 4;
  const here = sums + <usize>batch * row; // blank · t at this position
  const everywhere = here + row; // and its sum over positions
  memory.fill(sums, 0, <usize>(batch + 2) * row);
  const step = bytes(positions * channels);
  for (let p = 0; p < positions; p++) {
    const weights = t + bytes(p * channels);
    for (let j = from; j < to; j++) {
      const sum = product(blank, weights + <usize>j * step, channels), at = <usize>j << 4;
      v128.store(here + at, sum);
      v128.store(everywhere + at, f32x4.add(v128.load(everywhere + at), sum));
    }
    const i = load<i32>(starts + bytes(p));
    const stop = load<i32>(starts + bytes(p), 4);
    const rows = a + bytes(i * channels), who = samples + bytes(i), count = stop - i;
    let j = from;
    for (; j + TILE <= to; j += TILE) {
      const at = <usize>j << 4;
      fiveUnits(rows, who, count, weights + <usize>j * step, step, channels, here + at, sums + at, row);
    }
    for (; j < to; j++) {
      const at = <usize>j << 4;
      oneUnit(rows, who, count, weights + <usize>j * step, channels, here + at, sums + at, row);
    }
  }
  for (let b = 0; b < batch; b++) {
    for (let j = from; j < to; j++) {
      const at = <usize>j << 4;
      const sum = f32x4.add(v128.load(sums + <usize>b * row + at), v128.load(everywhere + at));
      store<f32>(y + bytes(b * units + j), sumLanes(sum));
    }
  }
}

/** The product of n floats and n floats as four partial sums. */
// @ts-ignore: decorator
@inline
function product(a: usize, b: usize, n: i32): v128 {
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < bytes(n); i += 16) sum = madd(v128.load(a + i), v128.load(b + i), sum);
  return sum;
}

/** Adds a · t − blank · t for one unit and all rows at a position. */
function oneUnit(
  a: usize, who: usize, count: i32, t: usize, channels: i32, here: usize, sums: usize, row: usize,
): void {
  const blank = v128.load(here);
  for (const stop = who + bytes(count); who < stop; who += 4, a += bytes(channels)) {
    const to = sums + <usize>load<u32>(who) * row;
    v128.store(to, f32x4.add(f32x4.sub(v128.load(to), blank), product(a, t, channels)));
  }
}

/** The same for five units; the rows go two by two, so that a weight is loaded once for both. */
function fiveUnits(
  a: usize, who: usize, count: i32, t: usize, step: usize, channels: i32, here: usize, sums: usize,
  row: usize,
): void {
  const length = bytes(channels);
  const t1 = t + step, t2 = t1 + step, t3 = t2 + step, t4 = t3 + step;
  const pairs = who + bytes(count & ~1);
  for (; who < pairs; who += 8, a += 2 * length) {
    const a1 = a + length;
    const to0 = sums + <usize>load<u32>(who) * row, to1 = sums + <usize>load<u32>(who, 4) * row;
    let blank = v128.load(here);
    let s00 = f32x4.sub(v128.load(to0), blank), s10 = f32x4.sub(v128.load(to1), blank);
    blank = v128.load(here, 16);
    let s01 = f32x4.sub(v128.load(to0, 16), blank), s11 = f32x4.sub(v128.load(to1, 16), blank);
    blank = v128.load(here, 32);
    let s02 = f32x4.sub(v128.load(to0, 32), blank), s12 = f32x4.sub(v128.load(to1, 32), blank);
    blank = v128.load(here, 48);
    let s03 = f32x4.sub(v128.load(to0, 48), blank), s13 = f32x4.sub(v128.load(to1, 48), blank);
    blank = v128.load(here, 64);
    let s04 = f32x4.sub(v128.load(to0, 64), blank), s14 = f32x4.sub(v128.load(to1, 64), blank);
    for (let at: usize = 0; at < length; at += 16) {
      const x0 = v128.load(a + at), x1 = v128.load(a1 + at);
      let w = v128.load(t + at);
      s00 = madd(x0, w, s00);
      s10 = madd(x1, w, s10);
      w = v128.load(t1 + at);
      s01 = madd(x0, w, s01);
      s11 = madd(x1, w, s11);
      w = v128.load(t2 + at);
      s02 = madd(x0, w, s02);
      s12 = madd(x1, w, s12);
      w = v128.load(t3 + at);
      s03 = madd(x0, w, s03);
      s13 = madd(x1, w, s13);
      w = v128.load(t4 + at);
      s04 = madd(x0, w, s04);
      s14 = madd(x1, w, s14);
    }
    v128.store(to0, s00);
    v128.store(to0, s01, 16);
    v128.store(to0, s02, 32);
    v128.store(to0, s03, 48);
    v128.store(to0, s04, 64);
    v128.store(to1, s10);
    v128.store(to1, s11, 16);
    v128.store(to1, s12, 32);
    v128.store(to1, s13, 48);
    v128.store(to1, s14, 64);
  }
  if (count & 1) { // the row left over
    for (let j = 0; j < TILE; j++) {
      const at = <usize>j << 4;
      oneUnit(a, who, 1, t + <usize>j * step, channels, here + at, sums + at, row);
    }
  }
}
