// gruBefore: a GRU whose reset gate acts on h before the product (the GRU of tf.layers), through all
// steps of some examples, once the product of the inputs is there.
//
//   z, s = gate(x_z + h r_z), gate(x_s + h r_s);  g = activation(x_g + (s * h) r_g)
//   h' = z * h + (1 - z) * g, from h = 0 on
//
// x        byte address of rows of 3 units floats, the product of the inputs and the bias: parts z, s,
//          g side by side. Row b * steps + t belongs to step t of example b
// ids      byte address of int32, (batch, steps), or 0: the number of x's row for each step instead
// known    byte address of an int32 for every example: so many of its first steps, fewer than all, are
//          those of the prefix and are left out; or 0: none is. Of them nothing is kept for the gradient
// prefix   byte address of (steps, units) floats: h' after each step of the prefix, as this kernel gives it;
//          not read where nothing is left out
// r        byte address of (units, 3 units) floats
// gates    byte address of (batch, steps, 3 units) floats: gets z, s, g; may be x where ids is 0. 0
//          where nothing is kept for the gradient: resets and before then are not touched
// resets   byte address of (batch, steps, units) floats: gets s * h
// before   byte address of (batch, steps, units) floats: gets h as each step found it
// y        byte address of the outputs: h' of every step, (batch, steps, units), where `every` is 1;
//          (batch, units), h' of the last one, where it is 0
// from, to            examples that are computed. Each stands by itself and comes out the same in any
//                     range: other threads may compute other ranges, with scratch of their own
// steps, units        counts, 1 or more
// activation, gate    kinds of activations.ts
// scratch  (units + 4) * (columns + columns2) + 16 * units floats, with columns = units and
//          columns2 = 2 * units, both rounded up to a multiple of 8
//
// A step's products differ from the plain loop's by at most units * 2^-23 * sum|h * r|.
//
// Source: K. Cho et al., Learning Phrase Representations using RNN Encoder–Decoder, 2014, section 2.3.

import { gate4, get, put } from "./activations";
import {
  fewRows, nextRows, packWeights, ROWS, startOutputs, startRows, stepsKnown, turnRows, whole,
} from "./few_rows";
import { bytes } from "./lanes";

export function gruBefore(
  x: usize,
  ids: usize,
  known: usize,
  prefix: usize,
  r: usize,
  gates: usize,
  resets: usize,
  before: usize,
  y: usize,
  every: i32,
  from: i32,
  to: i32,
  steps: i32,
  units: i32,
  activation: i32,
  gate: i32,
  scratch: usize,
): void {
  const part = bytes(units), columns = whole(units), columns2 = whole(2 * units), last = steps - 1;
  const packed2 = scratch; // of both gates
  const packed = packed2 + bytes(units * columns2); // of the new content
  const sums2 = packed + bytes(units * columns);
  const sums = sums2 + bytes(ROWS * columns2);
  const turned = sums + bytes(ROWS * columns);
  const h = turned + ROWS * part, z = h + ROWS * part, reset = z + ROWS * part;
  packWeights(r, 3 * units, 1, units, 2 * units, packed2);
  packWeights(r + 2 * part, 3 * units, 1, units, units, packed);
  for (let b = from, rows = 0; b < to; b += rows) {
    rows = nextRows(to - b);
    const start = stepsKnown(known, b, rows);
    startRows(prefix, start, part, rows, h);
    turnRows(h, part, ROWS, units, turned);
    if (every) startOutputs(prefix, start, part, b, rows, steps, y);
    for (let t = start; t < steps; t++) {
      fewRows(turned, packed2, units, 2 * units, sums2);
      for (let i = 0; i < rows; i++) {
        const n = <usize>((b + i) * steps + t), up = <usize>i * part;
        const row = ids ? <usize>load<i32>(ids + (n << 2)) : n;
        openGates(
          x + 3 * row * part, sums2 + bytes(i * columns2), h + up, z + up, reset + up,
          gates ? gates + 3 * n * part : 0, resets + n * part, before + n * part, units, gate,
        );
      }
      turnRows(reset, part, rows, units, turned);
      fewRows(turned, packed, units, units, sums);
      for (let i = 0; i < rows; i++) {
        const n = <usize>((b + i) * steps + t), up = <usize>i * part;
        const row = ids ? <usize>load<i32>(ids + (n << 2)) : n;
        renew(
          x + (3 * row + 2) * part, sums + bytes(i * columns), z + up, h + up,
          gates ? gates + (3 * n + 2) * part : 0,
          every ? y + n * part : t == last ? y + <usize>(b + i) * part : 0, units, activation,
        );
      }
      turnRows(h, part, rows, units, turned);
    }
  }
}

/** The first half of a step of one example: both gates, and what is left of h. */
function openGates(
  x: usize, sums: usize, h: usize, z: usize, reset: usize, gates: usize, resets: usize,
  before: usize, units: i32, gate: i32,
): void {
  const part = bytes(units);
  let u: usize = 0;
  for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
    openAt(x + u, sums + u, h + u, z + u, reset + u, gates, resets, before, u, part, gate, true);
  }
  for (; u < part; u += 4) {
    openAt(x + u, sums + u, h + u, z + u, reset + u, gates, resets, before, u, part, gate, false);
  }
}

// @ts-ignore: decorator
@inline
function openAt(
  x: usize, sums: usize, h: usize, z: usize, reset: usize, gates: usize, resets: usize,
  before: usize, u: usize, part: usize, gate: i32, wide: bool,
): void {
  const held = get(h, wide);
  const update = gate4(f32x4.add(get(x, wide), get(sums, wide)), gate);
  const s = gate4(f32x4.add(get(x + part, wide), get(sums + part, wide)), gate);
  const left = f32x4.mul(s, held);
  put(z, update, wide);
  put(reset, left, wide);
  if (!gates) return;
  put(gates + u, update, wide);
  put(gates + u + part, s, wide);
  put(resets + u, left, wide);
  put(before + u, held, wide);
}

/** The second half: the new content, and the state. */
function renew(
  x: usize, sums: usize, z: usize, h: usize, news: usize, y: usize, units: i32, activation: i32,
): void {
  let u: usize = 0;
  for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
    renewAt(x + u, sums + u, z + u, h + u, news, y, u, activation, true);
  }
  for (const stop = bytes(units); u < stop; u += 4) {
    renewAt(x + u, sums + u, z + u, h + u, news, y, u, activation, false);
  }
}

// @ts-ignore: decorator
@inline
function renewAt(
  x: usize, sums: usize, z: usize, h: usize, news: usize, y: usize, u: usize, activation: i32,
  wide: bool,
): void {
  const g = gate4(f32x4.add(get(x, wide), get(sums, wide)), activation);
  const out = f32x4.add(g, f32x4.mul(get(z, wide), f32x4.sub(get(h, wide), g)));
  put(h, out, wide);
  if (y) put(y + u, out, wide);
  if (news) put(news + u, g, wide);
}
