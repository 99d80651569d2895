// lstm: an LSTM through all steps of some examples, once the product of the inputs is there.
//
//   i, f, o = gate(a), gate(a), gate(a);  g = activation(a), each with its part of a = x + h r
//   c' = f * c + i * g;  h' = o * activation(c'), from c = h = 0 on
//
// x        byte address of rows of 4 units floats, the product of the inputs and the bias: parts i, f,
//          g, o side by side. Row b * steps + t belongs to step t of example b
// ids      byte address of int32, (batch, steps), or 0: the number of x's row for each step instead
// known    byte address of an int32 for every example: so many of its first steps, fewer than all, are
//          those of the prefix and are left out; or 0: none is. Of them nothing is kept for the gradient
// prefix   byte address of (2, steps, units) floats: h and then c' after each step of the prefix, as this
//          kernel gives them; not read where nothing is left out
// r        byte address of (units, 4 units) floats
// gates    byte address of (batch, steps, 4 units) floats: gets i, f, g, o; may be x where ids is 0.
//          0 where nothing is kept for the gradient: cells and before then are not touched
// cells    byte address of (batch, steps, units) floats: gets c' of each step
// before   byte address of (batch, steps, units) floats: gets h as each step found it
// y        byte address of the outputs: h' of every step, (batch, steps, units), where `every` is 1;
//          (batch, units), h' of the last one, where it is 0
// from, to            examples that are computed. Each stands by itself and comes out the same in any
//                     range: other threads may compute other ranges, with scratch of their own
// steps, units        counts, 1 or more
// activation, gate    kinds of activations.ts
// scratch  units * columns + 4 * columns + 12 * units floats, with columns = 4 * units rounded up to
//          a multiple of 8
//
// A step's product differs from the plain loop's by at most units * 2^-23 * sum|h * r|.
//
// Source: S. Hochreiter, J. Schmidhuber, Long Short-Term Memory, Neural Computation 9 (1997), with the
// forget gate of F. Gers et al. (2000).

import { gate4, get, put } from "./activations";
import {
  fewRows, nextRows, packWeights, ROWS, startOutputs, startRows, stepsKnown, turnRows, whole,
} from "./few_rows";
import { bytes } from "./lanes";

export function lstm(
  x: usize,
  ids: usize,
  known: usize,
  prefix: usize,
  r: usize,
  gates: usize,
  cells: usize,
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
  const part = bytes(units), columns = whole(4 * units), last = steps - 1;
  const packed = scratch;
  const sums = packed + bytes(units * columns);
  const turned = sums + bytes(ROWS * columns);
  const h = turned + ROWS * part;
  const c = h + ROWS * part;
  packWeights(r, 4 * units, 1, units, 4 * units, packed);
  for (let b = from, rows = 0; b < to; b += rows) {
    rows = nextRows(to - b);
    const start = stepsKnown(known, b, rows);
    memory.fill(sums, 0, bytes(ROWS * columns)); // the product with h = 0
    startRows(prefix, start, part, rows, h);
    startRows(prefix + <usize>steps * part, start, part, rows, c);
    turnRows(h, part, ROWS, units, turned);
    if (every) startOutputs(prefix, start, part, b, rows, steps, y);
    for (let t = start; t < steps; t++) {
      if (t) fewRows(turned, packed, units, 4 * units, sums);
      for (let i = 0; i < rows; i++) {
        const n = <usize>((b + i) * steps + t), up = <usize>i * part;
        const row = ids ? <usize>load<i32>(ids + (n << 2)) : n;
        if (gates && t == 0) memory.fill(before + n * part, 0, part);
        newCells(
          x + 4 * row * part, sums + bytes(i * columns), c + up,
          gates ? gates + 4 * n * part : 0, cells + n * part, units, activation, gate,
        );
        outputs(
          sums + bytes(i * columns) + 3 * part, c + up, h + up,
          gates && t < last ? before + (n + 1) * part : 0,
          every ? y + n * part : t == last ? y + <usize>(b + i) * part : 0, units, activation,
        );
      }
      turnRows(h, part, rows, units, turned);
    }
  }
}

// A step is done in two loops: in one, an output's tanh would wait for those of the gates, and the
// processor looks no further ahead than the next cells.

/** The gates and c' of a step of one example; the commonest activations have loops of their own. */
function newCells(
  x: usize, sums: usize, c: usize, gates: usize, cells: usize, units: i32, activation: i32, gate: i32,
): void {
  if (activation == 2 && gate == 3) newCellsBy(x, sums, c, gates, cells, units, 2, 3);
  else newCellsBy(x, sums, c, gates, cells, units, activation, gate);
}

// @ts-ignore: decorator
@inline
function newCellsBy(
  x: usize, sums: usize, c: usize, gates: usize, cells: usize, units: i32, activation: i32, gate: i32,
): void {
  const part = bytes(units);
  let u: usize = 0;
  for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
    newCellsAt(x + u, sums + u, c + u, gates, cells, u, part, activation, gate, true);
  }
  for (; u < part; u += 4) {
    newCellsAt(x + u, sums + u, c + u, gates, cells, u, part, activation, gate, false);
  }
}

/** Leaves o in its sum's place. */
// @ts-ignore: decorator
@inline
function newCellsAt(
  x: usize, sums: usize, c: usize, gates: usize, cells: usize, u: usize, part: usize,
  activation: i32, gate: i32, wide: bool,
): void {
  const i = gate4(f32x4.add(get(x, wide), get(sums, wide)), gate);
  const f = gate4(f32x4.add(get(x + part, wide), get(sums + part, wide)), gate);
  const g = gate4(f32x4.add(get(x + 2 * part, wide), get(sums + 2 * part, wide)), activation);
  const o = gate4(f32x4.add(get(x + 3 * part, wide), get(sums + 3 * part, wide)), gate);
  const cell = f32x4.add(f32x4.mul(f, get(c, wide)), f32x4.mul(i, g));
  put(c, cell, wide);
  put(sums + 3 * part, o, wide);
  if (!gates) return;
  put(gates + u, i, wide);
  put(gates + u + part, f, wide);
  put(gates + u + 2 * part, g, wide);
  put(gates + u + 3 * part, o, wide);
  put(cells + u, cell, wide);
}

/** h' of a step of one example. */
function outputs(
  o: usize, c: usize, h: usize, next: usize, y: usize, units: i32, activation: i32,
): void {
  if (activation == 2) outputsBy(o, c, h, next, y, units, 2);
  else outputsBy(o, c, h, next, y, units, activation);
}

// @ts-ignore: decorator
@inline
function outputsBy(
  o: usize, c: usize, h: usize, next: usize, y: usize, units: i32, activation: i32,
): void {
  let u: usize = 0;
  for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
    outputAt(o + u, c + u, h + u, next, y, u, activation, true);
  }
  for (const stop = bytes(units); u < stop; u += 4) {
    outputAt(o + u, c + u, h + u, next, y, u, activation, false);
  }
}

// @ts-ignore: decorator
@inline
function outputAt(
  o: usize, c: usize, h: usize, next: usize, y: usize, u: usize, activation: i32, wide: bool,
): void {
  const out = f32x4.mul(get(o, wide), gate4(get(c, wide), activation));
  put(h, out, wide);
  if (y) put(y + u, out, wide);
  if (next) put(next + u, out, wide);
}
