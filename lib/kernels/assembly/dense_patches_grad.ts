// densePatchesGrad: the gradients of densePatches.
//
//   dw[p, c, j] = sum over images b of dy[b, j] * a(b, p)[c]
//   da(b, p)[c] = sum over units j of dy[b, j] * w[p, c, j], and with `relu` 0 where a(b, p)[c] <= 0
//   db[c]       = sum over b and p of da(b, p)[c]
//
// a, samples, starts, blank, w  as in densePatches; a is overwritten with da for the list's rows
// dy       byte address of images × units floats
// dySum    byte address of `units` floats: dy summed over the images
// dw       byte address of (positions, channels, units) floats
// db       byte address of `channels` floats: the gradient of the convolution's bias
// channels a multiple of 8; units 1 to 16
// relu     1: a is the output of a ReLU, and so is blank
// from, to the first position that counts, and the one after the last; of a and dw nothing else is
//          touched, and db is what the ranges of positions give, added up
// scratch  (2 * units + 1) * channels + (images + 1) * units floats
//
// The images without a row share `blank`: they enter through dySum minus the rows' own dy.
// Error against the plain loop: at most 2 * n * 2^-23 * sum of the terms' sizes, n terms.

import { bytes, madd, transpose4, whereAbove0 } from "./lanes";

/** Units whose sums fit the registers, for two vectors of channels. */
const TILE: i32 = 5;

export function densePatchesGrad(
  a: usize,
  samples: usize,
  starts: usize,
  blank: usize,
  w: usize,
  dy: usize,
  dySum: usize,
  dw: usize,
  db: usize,
  channels: i32,
  units: i32,
  relu: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const row = bytes(channels), step = bytes(units);
  const t = scratch; // the weights at this position, turned round: (units, channels)
  const dt = t + <usize>units * row; // and their gradient
  const blankGrad = dt + <usize>units * row; // da of the images that have no row, over all positions
  const rest = blankGrad + row; // dy summed over the images that have no row at this position
  const dyHere = rest + step; // and that of the images that have one
  memory.fill(blankGrad, 0, row);
  memory.fill(db, 0, row);
  for (let p = from; p < to; p++) {
    const start = load<i32>(starts + bytes(p)), count = load<i32>(starts + bytes(p), 4) - start;
    const rows = a + bytes(start * channels), who = samples + bytes(start);
    const at = bytes(p * channels * units);
    turnChannels(w + at, step, t, row, units);
    pickOut(dySum, dy, who, count, units, rest, dyHere);
    const stop = dyHere + <usize>count * step;
    let j = 0;
    for (; j + TILE <= units; j += TILE) {
      const out = dt + <usize>j * row, skip = bytes(j);
      for (let c: usize = 0; c < row; c += 32) {
        fiveUnits(rows + c, row, dyHere + skip, stop, step, blank + c, rest + skip, out + c);
      }
    }
    for (; j < units; j++) {
      const out = dt + <usize>j * row, skip = bytes(j);
      for (let c: usize = 0; c < row; c += 32) {
        oneUnit(rows + c, row, dyHere + skip, stop, step, blank + c, rest + skip, out + c);
      }
    }
    turnUnits(dt, row, dw + at, step, units);
    for (let c: usize = 0; c < row; c += 32) {
      addProduct(rest, t + c, row, units, blankGrad + c);
      inputGrad(rows + c, row, dyHere, count, step, t + c, units, relu, db + c);
    }
  }
  for (let c: usize = 0; c < row; c += 16) {
    let more = v128.load(blankGrad + c);
    if (relu) more = whereAbove0(more, v128.load(blank + c));
    v128.store(db + c, f32x4.add(v128.load(db + c), more));
  }
}

/** Turns (channels, units) round, by squares of 4 × 4; the last four units may be some again. */
function turnChannels(from: usize, step: usize, to: usize, row: usize, units: i32): void {
  if (units < 4) return turnOne(from, step, 4, to, 4, row, row >> 2, units);
  for (let k = 0; k < units; k += 4) {
    const j = min(k, units - 4), end = to + <usize>j * row + row;
    let square = from + bytes(j);
    for (let out = end - row; out < end; out += 16, square += 4 * step) {
      transpose4(square, step, out, row);
    }
  }
}

/** Turns (units, channels) round likewise. */
function turnUnits(from: usize, row: usize, to: usize, step: usize, units: i32): void {
  if (units < 4) return turnOne(from, 4, row, to, step, 4, row >> 2, units);
  for (let k = 0; k < units; k += 4) {
    const j = min(k, units - 4), end = from + <usize>j * row + row;
    let out = to + bytes(j);
    for (let square = end - row; square < end; square += 16, out += 4 * step) {
      transpose4(square, row, out, step);
    }
  }
}

/** Turns one to three units round; the steps are from channel to channel and from unit to unit. */
function turnOne(
  from: usize, channelStep: usize, unitStep: usize, to: usize, toChannel: usize, toUnit: usize,
  channels: usize, units: i32,
): void {
  for (let c: usize = 0; c < channels; c++, from += channelStep, to += toChannel) {
    for (let j: usize = 0; j < <usize>units; j++) {
      store<f32>(to + j * toUnit, load<f32>(from + j * unitStep));
    }
  }
}

/** Copies the listed images' dy, row after row, and takes their sum off dySum. */
function pickOut(
  dySum: usize, dy: usize, who: usize, count: i32, units: i32, rest: usize, dyHere: usize,
): void {
  const step = bytes(units), stop = who + bytes(count);
  if (units < 4) {
    for (let j: usize = 0; j < step; j += 4) {
      let sum = load<f32>(dySum + j), to = dyHere + j;
      for (let i = who; i < stop; i += 4, to += step) {
        const g = load<f32>(dy + <usize>load<u32>(i) * step + j);
        store<f32>(to, g);
        sum -= g;
      }
      store<f32>(rest + j, sum);
    }
    return;
  }
  for (let k = 0; k < units; k += 4) { // where the last four are not whole, some are taken again
    const j = bytes(min(k, units - 4));
    let sum = v128.load(dySum + j), to = dyHere + j;
    for (let i = who; i < stop; i += 4, to += step) {
      const g = v128.load(dy + <usize>load<u32>(i) * step + j);
      v128.store(to, g);
      sum = f32x4.sub(sum, g);
    }
    v128.store(rest + j, sum);
  }
}

/** dw, turned round, for five units and eight channels. */
function fiveUnits(
  a: usize, row: usize, dy: usize, stop: usize, step: usize, blank: usize, rest: usize, to: usize,
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
  for (; dy < stop; dy += step, a += row) {
    const x0 = v128.load(a), x1 = v128.load(a, 16);
    r = v128.load32_splat(dy);
    s00 = madd(r, x0, s00);
    s01 = madd(r, x1, s01);
    r = v128.load32_splat(dy, 4);
    s10 = madd(r, x0, s10);
    s11 = madd(r, x1, s11);
    r = v128.load32_splat(dy, 8);
    s20 = madd(r, x0, s20);
    s21 = madd(r, x1, s21);
    r = v128.load32_splat(dy, 12);
    s30 = madd(r, x0, s30);
    s31 = madd(r, x1, s31);
    r = v128.load32_splat(dy, 16);
    s40 = madd(r, x0, s40);
    s41 = madd(r, x1, s41);
  }
  v128.store(to, s00);
  v128.store(to, s01, 16);
  to += row;
  v128.store(to, s10);
  v128.store(to, s11, 16);
  to += row;
  v128.store(to, s20);
  v128.store(to, s21, 16);
  to += row;
  v128.store(to, s30);
  v128.store(to, s31, 16);
  to += row;
  v128.store(to, s40);
  v128.store(to, s41, 16);
}

/** dw, turned round, for one unit and eight channels. */
function oneUnit(
  a: usize, row: usize, dy: usize, stop: usize, step: usize, blank: usize, rest: usize, to: usize,
): void {
  let r = v128.load32_splat(rest);
  let s0 = f32x4.mul(r, v128.load(blank)), s1 = f32x4.mul(r, v128.load(blank, 16));
  for (; dy < stop; dy += step, a += row) {
    r = v128.load32_splat(dy);
    s0 = madd(r, v128.load(a), s0);
    s1 = madd(r, v128.load(a, 16), s1);
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
}

/** Adds g · t for eight channels to `to`. */
// @ts-ignore: decorator
@inline
function addProduct(g: usize, t: usize, row: usize, units: i32, to: usize): void {
  let s0 = v128.load(to), s1 = v128.load(to, 16);
  for (const stop = g + bytes(units); g < stop; g += 4, t += row) {
    const r = v128.load32_splat(g);
    s0 = madd(r, v128.load(t), s0);
    s1 = madd(r, v128.load(t, 16), s1);
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
}

/** da at a position for eight channels, put where a was, and added to db. */
function inputGrad(
  a: usize, row: usize, dy: usize, count: i32, step: usize, t: usize, units: i32, relu: i32, db: usize,
): void {
  for (; count >= 4; count -= 4, dy += 4 * step, a += 4 * row) {
    rowsGrad(4, a, row, dy, step, t, units, relu, db);
  }
  if (count == 3) rowsGrad(3, a, row, dy, step, t, units, relu, db);
  else if (count == 2) rowsGrad(2, a, row, dy, step, t, units, relu, db);
  else if (count == 1) rowsGrad(1, a, row, dy, step, t, units, relu, db);
}

/** The same for 1 to 4 rows. */
// @ts-ignore: decorator
@inline
function rowsGrad(
  rows: i32, a: usize, row: usize, dy: usize, step: usize, t: usize, units: i32, relu: i32, db: usize,
): void {
  let g1 = dy + step, g2 = g1 + step, g3 = g2 + step;
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00;
  let s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  for (const stop = dy + bytes(units); dy < stop; dy += 4, t += row) {
    const w0 = v128.load(t), w1 = v128.load(t, 16);
    let r = v128.load32_splat(dy);
    s00 = madd(r, w0, s00);
    s01 = madd(r, w1, s01);
    if (rows > 1) {
      r = v128.load32_splat(g1);
      s10 = madd(r, w0, s10);
      s11 = madd(r, w1, s11);
      g1 += 4;
    }
    if (rows > 2) {
      r = v128.load32_splat(g2);
      s20 = madd(r, w0, s20);
      s21 = madd(r, w1, s21);
      g2 += 4;
    }
    if (rows > 3) {
      r = v128.load32_splat(g3);
      s30 = madd(r, w0, s30);
      s31 = madd(r, w1, s31);
      g3 += 4;
    }
  }
  let sum0 = replace(a, s00, relu), sum1 = replace(a + 16, s01, relu);
  if (rows > 1) {
    sum0 = f32x4.add(sum0, replace(a + row, s10, relu));
    sum1 = f32x4.add(sum1, replace(a + row + 16, s11, relu));
  }
  if (rows > 2) {
    sum0 = f32x4.add(sum0, replace(a + 2 * row, s20, relu));
    sum1 = f32x4.add(sum1, replace(a + 2 * row + 16, s21, relu));
  }
  if (rows > 3) {
    sum0 = f32x4.add(sum0, replace(a + 3 * row, s30, relu));
    sum1 = f32x4.add(sum1, replace(a + 3 * row + 16, s31, relu));
  }
  v128.store(db, f32x4.add(v128.load(db), sum0));
  v128.store(db, f32x4.add(v128.load(db, 16), sum1), 16);
}

/** Puts a gradient where the value was; with `relu` 0 where that was not above 0. */
// @ts-ignore: decorator
@inline
function replace(a: usize, gradient: v128, relu: i32): v128 {
  if (relu) gradient = whereAbove0(gradient, v128.load(a));
  v128.store(a, gradient);
  return gradient;
}
