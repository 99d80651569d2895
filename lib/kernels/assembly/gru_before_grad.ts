// gruBeforeGrad: the gradient of `gruBefore`, from the last step of some examples to the first.
//
// gates    byte address of (batch, steps, 3 units) floats, as `gruBefore` left them. Gets the gradient
//          of x, which is that of both products too
// before   byte address of (batch, steps, units) floats, as `gruBefore` left it
// r        byte address of (units, 3 units) floats
// dy       byte address of what is asked of the outputs: (batch, steps, units) where `every` is 1,
//          (batch, units), of the last step's, where it is 0
// from, to            examples that are computed. Each stands by itself and comes out the same in any
//                     range: other threads may compute other ranges, with scratch of their own
// steps, units        counts, 1 or more
// activation, gate    kinds of activations.ts, as `gruBefore` had them
// scratch  (3 * units + 8) * columns + 12 * units floats, with columns = units rounded up to a
//          multiple of 8
//
// The gradient of r's first two parts is the product of `before`, turned, and those of x; that of the
// third is the product of `resets`, turned, and x's third. What a step asks of h differs from the plain
// loop's by at most 3 * units * 2^-23 * sum|x * r|.

import { gateSlope4, get, put } from "./activations";
import { fewRows, nextRows, packWeights, ROWS, turnRows, whole } from "./few_rows";
import { bytes } from "./lanes";

export function gruBeforeGrad(
  gates: usize,
  before: usize,
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
  const packed2 = scratch; // r's first two parts, turned
  const packed = packed2 + bytes(2 * units * columns); // its third, turned
  const dh = packed + bytes(units * columns); // by way of the gates
  const dReset = dh + bytes(ROWS * columns);
  const past = dReset + bytes(ROWS * columns); // by every other way
  const turned = past + ROWS * part;
  const step = 3 * <usize>steps * part; // from one example to the next
  packWeights(r, 1, 3 * units, 2 * units, units, packed2);
  packWeights(r + 2 * part, 1, 3 * units, units, units, packed);
  for (let b = from, rows = 0; b < to; b += rows) {
    rows = nextRows(to - b);
    memory.fill(dh, 0, 2 * bytes(ROWS * columns) + 3 * ROWS * part);
    for (let t = last; t >= 0; t--) {
      const first = gates + 3 * <usize>(b * steps + t) * part;
      for (let i = 0; i < rows; i++) {
        const n = <usize>((b + i) * steps + t);
        renewGrad(
          gates + 3 * n * part, before + n * part,
          every ? dy + n * part : t == last ? dy + <usize>(b + i) * part : 0,
          dh + bytes(i * columns), past + <usize>i * part, units, activation, gate,
        );
      }
      turnRows(first + 2 * part, step, rows, units, turned);
      fewRows(turned, packed, units, units, dReset);
      for (let i = 0; i < rows; i++) {
        const n = <usize>((b + i) * steps + t);
        resetGrad(
          gates + (3 * n + 1) * part, before + n * part, dReset + bytes(i * columns),
          past + <usize>i * part, units, gate,
        );
      }
      if (t == 0) break; // nobody asks for the start's gradient
      turnRows(first, step, rows, 2 * units, turned);
      fewRows(turned, packed2, 2 * units, units, dh);
    }
  }
}

/** The gradients of the update gate and of the new content. */
function renewGrad(
  gates: usize, h: usize, dy: usize, dh: usize, past: usize, units: i32, activation: i32, gate: i32,
): void {
  const part = bytes(units);
  let u: usize = 0;
  for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
    renewGradAt(gates + u, h, dy, dh, past, u, part, activation, gate, true);
  }
  for (; u < part; u += 4) {
    renewGradAt(gates + u, h, dy, dh, past, u, part, activation, gate, false);
  }
}

// @ts-ignore: decorator
@inline
function renewGradAt(
  gates: usize, h: usize, dy: usize, dh: usize, past: usize, u: usize, part: usize,
  activation: i32, gate: i32, wide: bool,
): void {
  const z = get(gates, wide), g = get(gates + 2 * part, wide);
  let ofH = f32x4.add(get(dh + u, wide), get(past + u, wide));
  if (dy) ofH = f32x4.add(ofH, get(dy + u, wide));
  const turn = f32x4.mul(ofH, f32x4.sub(get(h + u, wide), g));
  const share = f32x4.mul(ofH, f32x4.sub(f32x4.splat(1), z));
  put(gates, f32x4.mul(turn, gateSlope4(z, gate)), wide);
  put(gates + 2 * part, f32x4.mul(share, gateSlope4(g, activation)), wide);
  put(past + u, f32x4.mul(ofH, z), wide);
}

/** The gradient of the reset gate, and of h by way of it. */
function resetGrad(s: usize, h: usize, dReset: usize, past: usize, units: i32, gate: i32): void {
  let u: usize = 0;
  for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
    resetGradAt(s + u, h + u, dReset + u, past + u, gate, true);
  }
  for (const stop = bytes(units); u < stop; u += 4) {
    resetGradAt(s + u, h + u, dReset + u, past + u, gate, false);
  }
}

// @ts-ignore: decorator
@inline
function resetGradAt(s: usize, h: usize, dReset: usize, past: usize, gate: i32, wide: bool): void {
  const reset = get(s, wide), asked = get(dReset, wide);
  const ofS = f32x4.mul(f32x4.mul(asked, get(h, wide)), gateSlope4(reset, gate));
  put(past, f32x4.add(get(past, wide), f32x4.mul(asked, reset)), wide);
  put(s, ofS, wide);
}
