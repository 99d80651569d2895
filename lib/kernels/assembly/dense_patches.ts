// densePatches: a dense layer on the output of a convolution that was computed only where its patches
// are not blank. At a blank patch the convolution gives `blank`, the same for every image.
//
//   y[b, j] = sum over positions p and channels c of a(b, p)[c] * w[p, c, j]
//   a(b, p) = the row of the list for image b and position p, or `blank` where there is none
//
// a, samples   byte addresses of the list's rows (channels floats each) and image numbers (int32)
// starts       byte address of positions + 1 int32: where in the list each position begins
// blank        byte address of `channels` floats
// w            byte address of (positions, channels, units) floats
// y            byte address of batch × units floats
// batch, channels, units  counts; units 1 to 16
// from, to     the first position that counts, and the one after the last: the layer's output is what
//              the ranges of positions give, added up
// scratch      16 * (batch + 3) + 4 * channels floats
//
// Uses sum over p of (blank · w[p]), once for all images, plus (a − blank) · w[p] for the list's rows
// only: the difference is taken of the products. Error against the plain loop: at most
// 2 * k * 2^-23 * sum(|a| + |blank|)|w|, k = positions * channels terms.

import { bytes, madd } from "./lanes";
import { gatherUnits, spread, vectorAt, vectorsOf } from "./unit_vectors";

export function densePatches(
  a: usize,
  samples: usize,
  starts: usize,
  blank: usize,
  w: usize,
  y: usize,
  batch: i32,
  channels: i32,
  units: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const vectors = vectorsOf(units), row = <usize>vectors << 4;
  const sums = scratch; // of each image, by vectors of units
  const none = sums + <usize>batch * row; // zeros
  const here = none + row; // blank · w at this position
  const everywhere = here + row; // and its sum over positions
  const padded = everywhere + row; // the weights of fewer than four units, and zeros
  memory.fill(sums, 0, <usize>(batch + 3) * row + (<usize>channels << 4));
  const isNarrow = units < 4, step = isNarrow ? 16 : bytes(units), length = bytes(channels);
  const together = vectors == 4 ? 2 : vectors; // what the registers have room for
  for (let p = from; p < to; p++) {
    const start = load<i32>(starts + bytes(p)), count = load<i32>(starts + bytes(p), 4) - start;
    const rows = a + bytes(start * channels), who = samples + bytes(start);
    let weights = w + bytes(p * channels * units);
    if (isNarrow) {
      spread(weights, padded, channels, units);
      weights = padded;
    }
    for (let k = 0; k < vectors; k += together) {
      const at = <usize>k << 4, first = vectorAt(k, units);
      const second = vectorAt(k + 1, units) - first, third = vectorAt(k + 2, units) - first;
      const wk = weights + first, h = here + at, s = sums + at;
      if (together == 1) {
        oneVector(blank, rows, who, count, length, wk, step, second, third, none, h, s, row);
      } else if (together == 2) {
        twoVectors(blank, rows, who, count, length, wk, step, second, third, none, h, s, row);
      } else {
        threeVectors(blank, rows, who, count, length, wk, step, second, third, none, h, s, row);
      }
    }
    for (let k: usize = 0; k < row; k += 16) {
      v128.store(everywhere + k, f32x4.add(v128.load(everywhere + k), v128.load(here + k)));
      v128.store(here + k, f32x4.splat(0));
    }
  }
  for (let b = 0; b < batch; b++) {
    const sum = sums + <usize>b * row, out = y + bytes(b * units);
    for (let k = 0; k < vectors; k++) {
      const at = <usize>k << 4;
      const whole = f32x4.add(v128.load(sum + at), v128.load(everywhere + at));
      if (isNarrow) v128.store(sum, whole);
      else v128.store(out + vectorAt(k, units), whole);
    }
    if (isNarrow) gatherUnits(sum, out, 1, units);
  }
}

function oneVector(
  blank: usize, a: usize, who: usize, count: i32, length: usize, w: usize, step: usize, second: usize,
  third: usize, none: usize, here: usize, sums: usize, row: usize,
): void {
  allRows(1, blank, a, who, count, length, w, step, second, third, none, here, sums, row);
}

function twoVectors(
  blank: usize, a: usize, who: usize, count: i32, length: usize, w: usize, step: usize, second: usize,
  third: usize, none: usize, here: usize, sums: usize, row: usize,
): void {
  allRows(2, blank, a, who, count, length, w, step, second, third, none, here, sums, row);
}

function threeVectors(
  blank: usize, a: usize, who: usize, count: i32, length: usize, w: usize, step: usize, second: usize,
  third: usize, none: usize, here: usize, sums: usize, row: usize,
): void {
  allRows(3, blank, a, who, count, length, w, step, second, third, none, here, sums, row);
}

/** All rows at a position and `vectors` vectors of units, after `here` was made of the blank row. */
// @ts-ignore: decorator
@inline
function allRows(
  vectors: i32, blank: usize, a: usize, who: usize, count: i32, length: usize, w: usize, step: usize,
  second: usize, third: usize, none: usize, here: usize, sums: usize, row: usize,
): void {
  addRows(1, vectors, blank, length, w, step, second, third, none, here, 0, 0);
  const stop = who + bytes(count);
  for (; who + 12 <= stop; who += 12, a += 3 * length) {
    const to0 = sums + <usize>load<u32>(who) * row, to1 = sums + <usize>load<u32>(who, 4) * row;
    const to2 = sums + <usize>load<u32>(who, 8) * row;
    addRows(3, vectors, a, length, w, step, second, third, here, to0, to1, to2);
  }
  if (who + 8 <= stop) {
    const to0 = sums + <usize>load<u32>(who) * row, to1 = sums + <usize>load<u32>(who, 4) * row;
    addRows(2, vectors, a, length, w, step, second, third, here, to0, to1, 0);
    who += 8;
    a += 2 * length;
  }
  if (who < stop) {
    const to0 = sums + <usize>load<u32>(who) * row;
    addRows(1, vectors, a, length, w, step, second, third, here, to0, 0, 0);
  }
}

/** Adds the products of 1 to 3 rows and 1 to 3 vectors of units, less `here`, to their sums. */
// @ts-ignore: decorator
@inline
function addRows(
  rows: i32, vectors: i32, a: usize, length: usize, w: usize, step: usize, second: usize, third: usize,
  here: usize, to0: usize, to1: usize, to2: usize,
): void {
  let s00 = v128.load(to0), s01 = s00, s02 = s00, s10 = s00, s11 = s00, s12 = s00;
  let s20 = s00, s21 = s00, s22 = s00;
  if (vectors > 1) s01 = v128.load(to0, 16);
  if (vectors > 2) s02 = v128.load(to0, 32);
  if (rows > 1) {
    s10 = v128.load(to1);
    if (vectors > 1) s11 = v128.load(to1, 16);
    if (vectors > 2) s12 = v128.load(to1, 32);
  }
  if (rows > 2) {
    s20 = v128.load(to2);
    if (vectors > 1) s21 = v128.load(to2, 16);
    if (vectors > 2) s22 = v128.load(to2, 32);
  }
  const a1 = a + length, a2 = a1 + length;
  for (let c: usize = 0; c < length; c += 4, w += step) {
    const w0 = v128.load(w);
    const w1 = vectors > 1 ? v128.load(w + second) : w0, w2 = vectors > 2 ? v128.load(w + third) : w0;
    let x = v128.load32_splat(a + c);
    s00 = madd(x, w0, s00);
    if (vectors > 1) s01 = madd(x, w1, s01);
    if (vectors > 2) s02 = madd(x, w2, s02);
    if (rows > 1) {
      x = v128.load32_splat(a1 + c);
      s10 = madd(x, w0, s10);
      if (vectors > 1) s11 = madd(x, w1, s11);
      if (vectors > 2) s12 = madd(x, w2, s12);
    }
    if (rows > 2) {
      x = v128.load32_splat(a2 + c);
      s20 = madd(x, w0, s20);
      if (vectors > 1) s21 = madd(x, w1, s21);
      if (vectors > 2) s22 = madd(x, w2, s22);
    }
  }
  const h0 = v128.load(here), h1 = v128.load(here, 16), h2 = v128.load(here, 32);
  v128.store(to0, f32x4.sub(s00, h0));
  if (vectors > 1) v128.store(to0, f32x4.sub(s01, h1), 16);
  if (vectors > 2) v128.store(to0, f32x4.sub(s02, h2), 32);
  if (rows > 1) {
    v128.store(to1, f32x4.sub(s10, h0));
    if (vectors > 1) v128.store(to1, f32x4.sub(s11, h1), 16);
    if (vectors > 2) v128.store(to1, f32x4.sub(s12, h2), 32);
  }
  if (rows > 2) {
    v128.store(to2, f32x4.sub(s20, h0));
    if (vectors > 1) v128.store(to2, f32x4.sub(s21, h1), 16);
    if (vectors > 2) v128.store(to2, f32x4.sub(s22, h2), 32);
  }
}
