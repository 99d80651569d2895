// gruGrad: the gradient of `gru`, from the last step of some examples to the first.
//
// gates     byte address of (batch, steps, 3 units) floats, as `gru` left them. Gets the gradient of x
// products  byte address of (batch, steps, 3 units) floats, as `gru` left them. Gets the gradient of p
// before    byte address of (batch, steps, units) floats, as `gru` left it
// r         byte address of (units, 3 units) floats
// dy        byte address of what is asked of the outputs: (batch, steps, units) where `every` is 1,
//           (batch, units), of the last step's, where it is 0
// from, to            examples that are computed. Each stands by itself and comes out the same in any
//                     range: other threads may compute other ranges, with scratch of their own
// steps, units        counts, 1 or more
// activation, gate    kinds of activations.ts, as `gru` had them
// scratch   3 * units * columns + 4 * columns + 16 * units floats, with columns = units rounded up to
//           a multiple of 8
//
// The gradient of r is the product of `before`, turned, and that of p, whose sum is the bias's. What a
// step asks of h differs from the plain loop's by at most 3 * units * 2^-23 * sum|p * r|.

import { gateSlope4, get, put } from "./activations";
import { fewRows, nextRows, packWeights, ROWS, turnRows, whole } from "./few_rows";
import { bytes } from "./lanes";

export function gruGrad(
  gates: usize,
  products: usize,
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
  const packed = scratch;
  const dh = packed + bytes(3 * units * columns); // by way of the product
  const past = dh + bytes(ROWS * columns); // past it
  const turned = past + ROWS * part;
  packWeights(r, 1, 3 * units, 3 * units, units, packed); // r, turned
  for (let b = from, rows = 0; b < to; b += rows) {
    rows = nextRows(to - b);
    memory.fill(dh, 0, bytes(ROWS * columns) + 4 * ROWS * part);
    for (let t = last; t >= 0; t--) {
      for (let i = 0; i < rows; i++) {
        const n = <usize>((b + i) * steps + t);
        step(
          gates + 3 * n * part, products + 3 * n * part, before + n * part,
          every ? dy + n * part : t == last ? dy + <usize>(b + i) * part : 0,
          dh + bytes(i * columns), past + <usize>i * part, units, activation, gate,
        );
      }
      if (t == 0) break; // nobody asks for the start's gradient
      const first = products + 3 * <usize>(b * steps + t) * part;
      turnRows(first, 3 * <usize>steps * part, rows, 3 * units, turned);
      fewRows(turned, packed, 3 * units, units, dh);
    }
  }
}

function step(
  gates: usize, product: usize, h: usize, dy: usize, dh: usize, past: usize,
  units: i32, activation: i32, gate: i32,
): void {
  const part = bytes(units);
  let u: usize = 0;
  for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
    stepAt(gates + u, product + u, h, dy, dh, past, u, part, activation, gate, true);
  }
  for (; u < part; u += 4) {
    stepAt(gates + u, product + u, h, dy, dh, past, u, part, activation, gate, false);
  }
}

// @ts-ignore: decorator
@inline
function stepAt(
  gates: usize, product: usize, h: usize, dy: usize, dh: usize, past: usize,
  u: usize, part: usize, activation: i32, gate: i32, wide: bool,
): void {
  const z = get(gates, wide), s = get(gates + part, wide), g = get(gates + 2 * part, wide);
  let ofH = f32x4.add(get(dh + u, wide), get(past + u, wide));
  if (dy) ofH = f32x4.add(ofH, get(dy + u, wide));
  const ofZ = f32x4.mul(f32x4.mul(ofH, f32x4.sub(get(h + u, wide), g)), gateSlope4(z, gate));
  const share = f32x4.sub(f32x4.splat(1), z);
  const ofG = f32x4.mul(f32x4.mul(ofH, share), gateSlope4(g, activation));
  const ofS = f32x4.mul(f32x4.mul(ofG, get(product + 2 * part, wide)), gateSlope4(s, gate));
  put(gates, ofZ, wide);
  put(gates + part, ofS, wide);
  put(gates + 2 * part, ofG, wide);
  put(product, ofZ, wide);
  put(product + part, ofS, wide);
  put(product + 2 * part, f32x4.mul(ofG, s), wide);
  put(past + u, f32x4.mul(ofH, z), wide);
}
