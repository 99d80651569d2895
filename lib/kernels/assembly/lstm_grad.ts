// lstmGrad: the gradient of `lstm`, from the last step of some examples to the first.
//
// gates    byte address of (batch, steps, 4 units) floats, as `lstm` left them. Gets the gradient of
//          a = x + h r
// cells    byte address of (batch, steps, units) floats, as `lstm` left them
// r        byte address of (units, 4 units) floats
// dy       byte address of what is asked of the outputs: (batch, steps, units) where `every` is 1,
//          (batch, units), of the last step's, where it is 0
// from, to            examples that are computed. Each stands by itself and comes out the same in any
//                     range: other threads may compute other ranges, with scratch of their own
// steps, units        counts, 1 or more
// activation, gate    kinds of activations.ts, as `lstm` had them
// scratch  4 * units * columns + 4 * columns + 20 * units floats, with columns = units rounded up to
//          a multiple of 8
//
// The gradient of r is the product of h before each step, turned, and what the gates get; that of the
// bias is its sum. What a step asks of h differs from the plain loop's by at most
// 4 * units * 2^-23 * sum|a * r|.

import { gate4, get, put, gateSlope4 } from "./activations";
import { fewRows, nextRows, packWeights, ROWS, turnRows, whole } from "./few_rows";
import { bytes } from "./lanes";

export function lstmGrad(
  gates: usize,
  cells: usize,
  r: usize,
  dy: usize,
  every: i32,
  from: i32,
  to: i32,
  steps: i32,
  units: i32,
  activation: i32,
  gate: i32,
  scratch: usize,
): void {
  const part = bytes(units), columns = whole(units), last = steps - 1;
  const packed = scratch;
  const dh = packed + bytes(4 * units * columns);
  const dc = dh + bytes(ROWS * columns);
  const turned = dc + ROWS * part;
  packWeights(r, 1, 4 * units, 4 * units, units, packed); // r, turned
  for (let b = from, rows = 0; b < to; b += rows) {
    rows = nextRows(to - b);
    memory.fill(dh, 0, bytes(ROWS * columns) + 5 * ROWS * part);
    for (let t = last; t >= 0; t--) {
      for (let i = 0; i < rows; i++) {
        const n = <usize>((b + i) * steps + t);
        step(
          gates + 4 * n * part, t ? cells + (n - 1) * part : 0, cells + n * part,
          every ? dy + n * part : t == last ? dy + <usize>(b + i) * part : 0,
          dh + bytes(i * columns), dc + <usize>i * part, units, activation, gate,
        );
      }
      if (t == 0) break; // nobody asks for the start's gradient
      const first = gates + 4 * <usize>(b * steps + t) * part;
      turnRows(first, 4 * <usize>steps * part, rows, 4 * units, turned);
      fewRows(turned, packed, 4 * units, units, dh);
    }
  }
}

/** One step of one example; the commonest activations have loops of their own. */
function step(
  gates: usize, c: usize, cOut: usize, dy: usize, dh: usize, dc: usize,
  units: i32, activation: i32, gate: i32,
): void {
  if (activation == 2 && gate == 3) stepBy(gates, c, cOut, dy, dh, dc, units, 2, 3);
  else stepBy(gates, c, cOut, dy, dh, dc, units, activation, gate);
}

// @ts-ignore: decorator
@inline
function stepBy(
  gates: usize, c: usize, cOut: usize, dy: usize, dh: usize, dc: usize,
  units: i32, activation: i32, gate: i32,
): void {
  const part = bytes(units);
  let u: usize = 0;
  for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
    stepAt(gates + u, c, cOut + u, dy, dh + u, dc + u, u, part, activation, gate, true);
  }
  for (; u < part; u += 4) {
    stepAt(gates + u, c, cOut + u, dy, dh + u, dc + u, u, part, activation, gate, false);
  }
}

// @ts-ignore: decorator
@inline
function stepAt(
  gates: usize, c: usize, cOut: usize, dy: usize, dh: usize, dc: usize,
  u: usize, part: usize, activation: i32, gate: i32, wide: bool,
): void {
  const i = get(gates, wide), f = get(gates + part, wide);
  const g = get(gates + 2 * part, wide), o = get(gates + 3 * part, wide);
  const before = c ? get(c + u, wide) : f32x4.splat(0);
  let ofH = get(dh, wide);
  if (dy) ofH = f32x4.add(ofH, get(dy + u, wide));
  const y = gate4(get(cOut, wide), activation);
  const bent = f32x4.mul(f32x4.mul(ofH, o), gateSlope4(y, activation));
  const ofC = f32x4.add(get(dc, wide), bent);
  put(gates, f32x4.mul(f32x4.mul(ofC, g), gateSlope4(i, gate)), wide);
  put(gates + part, f32x4.mul(f32x4.mul(ofC, before), gateSlope4(f, gate)), wide);
  put(gates + 2 * part, f32x4.mul(f32x4.mul(ofC, i), gateSlope4(g, activation)), wide);
  put(gates + 3 * part, f32x4.mul(f32x4.mul(ofH, y), gateSlope4(o, gate)), wide);
  put(dc, f32x4.mul(ofC, f), wide);
}
