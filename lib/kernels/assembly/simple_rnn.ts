// simpleRnn: h' = activation(x + h r), from h = 0 on, through all steps of some examples, once the
// product of the inputs is there.
//
// x        byte address of rows of `units` floats, the product of the inputs and the bias. Row
//          b * steps + t belongs to step t of example b
// ids      byte address of int32, (batch, steps), or 0: the number of x's row for each step instead
// known    byte address of an int32 for every example: so many of its first steps, fewer than all, are
//          those of the prefix and are left out; or 0: none is. Of them nothing is kept for the gradient
// prefix   byte address of (steps, units) floats: h' after each step of the prefix, as this kernel gives it;
//          not read where nothing is left out
// r        byte address of (units, units) floats
// states   byte address of (batch, steps, units) floats: gets h'; may be x where ids is 0. 0 where
//          nothing is kept for the gradient: before then is not touched
// before   byte address of (batch, steps, units) floats: gets h as each step found it
// y        byte address of the outputs: h' of every step, (batch, steps, units), where `every` is 1;
//          (batch, units), h' of the last one, where it is 0
// from, to      examples that are computed. Each stands by itself and comes out the same in any range:
//               other threads may compute other ranges, with scratch of their own
// steps, units  counts, 1 or more
// activation    a kind of activations.ts
// scratch  units * columns + 4 * columns + 8 * units floats, with columns = units rounded up to a
//          multiple of 8
//
// A step's product differs from the plain loop's by at most units * 2^-23 * sum|h * r|.
//
// Source: J. Elman, Finding Structure in Time, Cognitive Science 14 (1990).

import { gate4, get, put } from "./activations";
import {
  fewRows, nextRows, packWeights, ROWS, startOutputs, startRows, stepsKnown, turnRows, whole,
} from "./few_rows";
import { bytes } from "./lanes";

export function simpleRnn(
  x: usize,
  ids: usize,
  known: usize,
  prefix: usize,
  r: usize,
  states: usize,
  before: usize,
  y: usize,
  every: i32,
  from: i32,
  to: i32,
  steps: i32,
  units: i32,
  activation: i32,
  scratch: usize,
): void {
  const part = bytes(units), columns = whole(units), last = steps - 1;
  const packed = scratch;
  const sums = packed + bytes(units * columns);
  const turned = sums + bytes(ROWS * columns);
  const h = turned + ROWS * part;
  packWeights(r, units, 1, units, units, packed);
  for (let b = from, rows = 0; b < to; b += rows) {
    rows = nextRows(to - b);
    const start = stepsKnown(known, b, rows);
    startRows(prefix, start, part, rows, h);
    turnRows(h, part, ROWS, units, turned);
    if (every) startOutputs(prefix, start, part, b, rows, steps, y);
    for (let t = start; t < steps; t++) {
      fewRows(turned, packed, units, units, sums);
      for (let i = 0; i < rows; i++) {
        const n = <usize>((b + i) * steps + t);
        const row = ids ? <usize>load<i32>(ids + (n << 2)) : n;
        step(
          x + row * part, sums + bytes(i * columns), h + <usize>i * part,
          states ? states + n * part : 0, before + n * part,
          every ? y + n * part : t == last ? y + <usize>(b + i) * part : 0, units, activation,
        );
      }
      turnRows(h, part, rows, units, turned);
    }
  }
}

function step(
  x: usize, sums: usize, h: usize, states: usize, before: usize, y: usize, units: i32,
  activation: i32,
): void {
  let u: usize = 0;
  for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
    stepAt(x, sums, h, states, before, y, u, activation, true);
  }
  for (const stop = bytes(units); u < stop; u += 4) {
    stepAt(x, sums, h, states, before, y, u, activation, false);
  }
}

// @ts-ignore: decorator
@inline
function stepAt(
  x: usize, sums: usize, h: usize, states: usize, before: usize, y: usize, u: usize,
  activation: i32, wide: bool,
): void {
  const held = get(h + u, wide);
  const out = gate4(f32x4.add(get(x + u, wide), get(sums + u, wide)), activation);
  put(h + u, out, wide);
  if (y) put(y + u, out, wide);
  if (!states) return;
  put(states + u, out, wide);
  put(before + u, held, wide);
}
