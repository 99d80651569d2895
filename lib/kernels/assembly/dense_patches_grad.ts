// densePatchesGrad: the gradients of densePatches.
//
//   dt[j, p, c] = sum over images b of dy[b, j] * a(b, p)[c]
//   da(b, p)[c] = sum over units j of dy[b, j] * t[j, p, c], and with `relu` 0 where a(b, p)[c] <= 0
//   db[c]       = sum over b and p of da(b, p)[c]
//
// a, samples, starts, blank, t  as in densePatches; a is overwritten with da for the list's rows
// dy       byte address of batch × units floats
// dySum    byte address of `units` floats: dy summed over the images
// dt       byte address of (units, positions, channels) floats
// db       byte address of `channels` floats: the gradient of the convolution's bias
// channels a multiple of 8
// relu     1: a is the output of a ReLU, and so is blank
// from, to the first channel that is wanted, a multiple of 8, and the one after the last; of a, dt
//          and db nothing else is touched
// scratch  units + channels floats
//
// The images without a row share `blank`: they enter through dySum minus the rows' own dy.
// Error against the plain loop: at most 2 * n * 2^-23 * sum of the terms' sizes, n terms.

import { bytes, madd, whereAbove0 } from "./lanes";

/** Units whose sums fit the registers, for two vectors of channels. */
const TILE: i32 = 5;

export function densePatchesGrad(
  a: usize,
  samples: usize,
  starts: usize,
  blank: usize,
  t: usize,
  dy: usize,
  dySum: usize,
  dt: usize,
  db: usize,
  positions: i32,
  channels: i32,
  units: i32,
  relu: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const step = bytes(positions * channels), row = bytes(channels);
  const begin = bytes(from), end = bytes(to);
  const rest = scratch; // dy summed over the images that have no row at this position
  const blankGrad = scratch + bytes(units); // their da, summed over positions
  memory.fill(blankGrad, 0, row);
  memory.fill(db + begin, 0, end - begin);
  for (let p = 0; p < positions; p++) {
    const start = load<i32>(starts + bytes(p)), count = load<i32>(starts + bytes(p), 4) - start;
    const rows = a + bytes(start * channels), who = samples + bytes(start), at = bytes(p * channels);
    restOf(dySum, dy, who, count, units, rest);
    let j = 0;
    for (; j + TILE <= units; j += TILE) {
      const out = dt + at + <usize>j * step, r = rest + bytes(j);
      for (let c = begin; c < end; c += 32) {
        fiveUnits(rows + c, row, who, count, dy + bytes(j), bytes(units), blank + c, r, out + c, step);
      }
    }
    for (; j < units; j++) {
      const out = dt + at + <usize>j * step, r = rest + bytes(j);
      for (let c = begin; c < end; c += 32) {
        oneUnit(rows + c, row, who, count, dy + bytes(j), bytes(units), blank + c, r, out + c);
      }
    }
    for (let c = begin; c < end; c += 32) {
      addProduct(rest, t + at + c, step, units, blankGrad + c);
      let i = 0;
      for (; i + 4 <= count; i += 4) {
        fourRows(rows + <usize>i * row + c, row, who + bytes(i), dy, t + at + c, step, units, relu, db + c);
      }
      if (i + 2 <= count) {
        twoRows(rows + <usize>i * row + c, row, who + bytes(i), dy, t + at + c, step, units, relu, db + c);
        i += 2;
      }
      if (i < count) {
        oneRow(rows + <usize>i * row + c, who + bytes(i), dy, t + at + c, step, units, relu, db + c);
      }
    }
  }
  for (let c = begin; c < end; c += 16) {
    let more = v128.load(blankGrad + c);
    if (relu) more = whereAbove0(more, v128.load(blank + c));
    v128.store(db + c, f32x4.add(v128.load(db + c), more));
  }
}

function restOf(dySum: usize, dy: usize, who: usize, count: i32, units: i32, rest: usize): void {
  memory.copy(rest, dySum, bytes(units));
  for (let i = 0; i < count; i++) {
    const from = dy + bytes(load<i32>(who + bytes(i)) * units);
    let j = 0;
    for (; j + 4 <= units; j += 4) {
      const to = rest + bytes(j);
      v128.store(to, f32x4.sub(v128.load(to), v128.load(from + bytes(j))));
    }
    for (; j < units; j++) {
      const to = rest + bytes(j);
      store<f32>(to, load<f32>(to) - load<f32>(from + bytes(j)));
    }
  }
}

/** dt for five units and eight channels. */
function fiveUnits(
  a: usize, row: usize, who: usize, count: i32, dy: usize, dyStep: usize, blank: usize, rest: usize,
  to: usize, step: usize,
): void {
  const b0 = v128.load(blank), b1 = v128.load(blank, 16);
  let r = v128.load32_splat(rest);
  let s00 = f32x4.mul(r, b0), s01 = f32x4.mul(r, b1);
  r = v128.load32_splat(rest, 4);
  let s10 = f32x4.mul(r, b0), s11 = f32x4.mul(r, b1);
  r = v128.load32_splat(rest, 8);
  let s20 = f32x4.mul(r, b0), s21 = f32x4.mul(r, b1);
  r = v128.load32_splat(rest, 12);
  let s30 = f32x4.mul(r, b0), s31 = f32x4.mul(r, b1);
  r = v128.load32_splat(rest, 16);
  let s40 = f32x4.mul(r, b0), s41 = f32x4.mul(r, b1);
  for (const stop = who + bytes(count); who < stop; who += 4, a += row) {
    const g = dy + <usize>load<u32>(who) * dyStep;
    const x0 = v128.load(a), x1 = v128.load(a, 16);
    r = v128.load32_splat(g);
    s00 = madd(r, x0, s00);
    s01 = madd(r, x1, s01);
    r = v128.load32_splat(g, 4);
    s10 = madd(r, x0, s10);
    s11 = madd(r, x1, s11);
    r = v128.load32_splat(g, 8);
    s20 = madd(r, x0, s20);
    s21 = madd(r, x1, s21);
    r = v128.load32_splat(g, 12);
    s30 = madd(r, x0, s30);
    s31 = madd(r, x1, s31);
    r = v128.load32_splat(g, 16);
    s40 = madd(r, x0, s40);
    s41 = madd(r, x1, s41);
  }
  v128.store(to, s00);
  v128.store(to, s01, 16);
  to += step;
  v128.store(to, s10);
  v128.store(to, s11, 16);
  to += step;
  v128.store(to, s20);
  v128.store(to, s21, 16);
  to += step;
  v128.store(to, s30);
  v128.store(to, s31, 16);
  to += step;
  v128.store(to, s40);
  v128.store(to, s41, 16);
}

/** dt for one unit and eight channels. */
function oneUnit(
  a: usize, row: usize, who: usize, count: i32, dy: usize, dyStep: usize, blank: usize, rest: usize,
  to: usize,
): void {
  let r = v128.load32_splat(rest);
  let s0 = f32x4.mul(r, v128.load(blank)), s1 = f32x4.mul(r, v128.load(blank, 16));
  for (const stop = who + bytes(count); who < stop; who += 4, a += row) {
    r = v128.load32_splat(dy + <usize>load<u32>(who) * dyStep);
    s0 = madd(r, v128.load(a), s0);
    s1 = madd(r, v128.load(a, 16), s1);
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
}

/** Adds g · t for eight channels to `to`. */
// @ts-ignore: decorator
@inline
function addProduct(g: usize, t: usize, step: usize, units: i32, to: usize): void {
  let s0 = v128.load(to), s1 = v128.load(to, 16);
  for (const stop = g + bytes(units); g < stop; g += 4, t += step) {
    const r = v128.load32_splat(g);
    s0 = madd(r, v128.load(t), s0);
    s1 = madd(r, v128.load(t, 16), s1);
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
}

/** da for four rows of the list and eight channels. */
function fourRows(
  a: usize, row: usize, who: usize, dy: usize, t: usize, step: usize, units: i32, relu: i32, db: usize,
): void {
  let g0 = dy + bytes(load<i32>(who) * units), g1 = dy + bytes(load<i32>(who, 4) * units);
  let g2 = dy + bytes(load<i32>(who, 8) * units), g3 = dy + bytes(load<i32>(who, 12) * units);
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00;
  let s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  for (let j = 0; j < units; j++, t += step, g0 += 4, g1 += 4, g2 += 4, g3 += 4) {
    const w0 = v128.load(t), w1 = v128.load(t, 16);
    let r = v128.load32_splat(g0);
    s00 = madd(r, w0, s00);
    s01 = madd(r, w1, s01);
    r = v128.load32_splat(g1);
    s10 = madd(r, w0, s10);
    s11 = madd(r, w1, s11);
    r = v128.load32_splat(g2);
    s20 = madd(r, w0, s20);
    s21 = madd(r, w1, s21);
    r = v128.load32_splat(g3);
    s30 = madd(r, w0, s30);
    s31 = madd(r, w1, s31);
  }
  storeRow(a, s00, s01, relu, db);
  storeRow(a + row, s10, s11, relu, db);
  storeRow(a + 2 * row, s20, s21, relu, db);
  storeRow(a + 3 * row, s30, s31, relu, db);
}

/** da for two rows of the list and eight channels. */
function twoRows(
  a: usize, row: usize, who: usize, dy: usize, t: usize, step: usize, units: i32, relu: i32, db: usize,
): void {
  let g0 = dy + bytes(load<i32>(who) * units), g1 = dy + bytes(load<i32>(who, 4) * units);
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00;
  for (let j = 0; j < units; j++, t += step, g0 += 4, g1 += 4) {
    const w0 = v128.load(t), w1 = v128.load(t, 16);
    let r = v128.load32_splat(g0);
    s00 = madd(r, w0, s00);
    s01 = madd(r, w1, s01);
    r = v128.load32_splat(g1);
    s10 = madd(r, w0, s10);
    s11 = madd(r, w1, s11);
  }
  storeRow(a, s00, s01, relu, db);
  storeRow(a + row, s10, s11, relu, db);
}

/** da for one row of the list and eight channels. */
function oneRow(
  a: usize, who: usize, dy: usize, t: usize, step: usize, units: i32, relu: i32, db: usize,
): void {
  let g = dy + bytes(load<i32>(who) * units);
  let s0 = f32x4.splat(0), s1 = s0;
  for (let j = 0; j < units; j++, t += step, g += 4) {
    const r = v128.load32_splat(g);
    s0 = madd(r, v128.load(t), s0);
    s1 = madd(r, v128.load(t, 16), s1);
  }
  storeRow(a, s0, s1, relu, db);
}

/** Puts da where a was, and adds it to db. */
// @ts-ignore: decorator
@inline
function storeRow(a: usize, s0: v128, s1: v128, relu: i32, db: usize): void {
  if (relu) {
    s0 = whereAbove0(s0, v128.load(a));
    s1 = whereAbove0(s1, v128.load(a, 16));
  }
  v128.store(a, s0);
  v128.store(a, s1, 16);
  v128.store(db, f32x4.add(v128.load(db), s0));
  v128.store(db, f32x4.add(v128.load(db, 16), s1), 16);
}
