// simpleRnnGrad: the gradient of `simpleRnn`, from the last step of some examples to the first.
//
// states   byte address of (batch, steps, units) floats, as `simpleRnn` left them. Gets the gradient
//          of x
// r        byte address of (units, units) floats
// dy       byte address of what is asked of the outputs: (batch, steps, units) where `every` is 1,
//          (batch, units), of the last step's, where it is 0
// from, to      examples that are computed. Each stands by itself and comes out the same in any range:
//               other threads may compute other ranges, with scratch of their own
// steps, units  counts, 1 or more
// activation    a kind of activations.ts, as `simpleRnn` had it
// scratch  units * columns + 4 * columns + 4 * units floats, with columns = units rounded up to a
//          multiple of 8
//
// The gradient of r is the product of h before each step, turned, and that of x; the bias's is its sum.
// What a step asks of h differs from the plain loop's by at most units * 2^-23 * sum|x * r|.

import { gateSlope4, get, put } from "./activations";
import { fewRows, nextRows, packWeights, ROWS, turnRows, whole } from "./few_rows";
import { bytes } from "./lanes";

export function simpleRnnGrad(
  states: usize,
  r: usize,
  dy: usize,
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
  const dh = packed + bytes(units * columns);
  const turned = dh + bytes(ROWS * columns);
  packWeights(r, 1, units, units, units, packed); // r, turned
  for (let b = from, rows = 0; b < to; b += rows) {
    rows = nextRows(to - b);
    memory.fill(dh, 0, bytes(ROWS * columns) + ROWS * part);
    for (let t = last; t >= 0; t--) {
      for (let i = 0; i < rows; i++) {
        const n = <usize>((b + i) * steps + t);
        step(
          states + n * part, every ? dy + n * part : t == last ? dy + <usize>(b + i) * part : 0,
          dh + bytes(i * columns), units, activation,
        );
      }
      if (t == 0) break; // nobody asks for the start's gradient
      turnRows(states + <usize>(b * steps + t) * part, <usize>steps * part, rows, units, turned);
      fewRows(turned, packed, units, units, dh);
    }
  }
}

function step(states: usize, dy: usize, dh: usize, units: i32, activation: i32): void {
  let u: usize = 0;
  for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
    stepAt(states + u, dy, dh, u, activation, true);
  }
  for (const stop = bytes(units); u < stop; u += 4) stepAt(states + u, dy, dh, u, activation, false);
}

// @ts-ignore: decorator
@inline
function stepAt(states: usize, dy: usize, dh: usize, u: usize, activation: i32, wide: bool): void {
  let ofH = get(dh + u, wide);
  if (dy) ofH = f32x4.add(ofH, get(dy + u, wide));
  put(states, f32x4.mul(ofH, gateSlope4(get(states, wide), activation)), wide);
}
