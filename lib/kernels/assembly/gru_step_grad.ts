// gruStepGrad: the gradient of one gruStep.
//
// gates    byte address of (rows, 3 units) floats: the values z, r, g that the step left. Gets the
//          gradient of x
// product  byte address of (rows, 3 units) floats, as the step had it. Gets its gradient
// h        byte address of (rows, units) floats, the state before the step
// dy       byte address of (rows, units) floats, what the layers above ask of hOut, or 0 for nothing
// dh       byte address of (rows, units) floats: what the step after asks of hOut, one part of it. Gets
//          what is asked of h past the product
// more     byte address of (rows, units) floats, the other part, by way of the product
// activation, gate   kinds of activations.ts, as the step had them

import { get, put, slope4 } from "./activations";
import { bytes } from "./lanes";

export function gruStepGrad(
  gates: usize,
  product: usize,
  h: usize,
  dy: usize,
  dh: usize,
  more: usize,
  rows: i32,
  units: i32,
  activation: i32,
  gate: i32,
): void {
  const part = bytes(units), whole = bytes(3 * units);
  for (let b = 0; b < rows; b++) {
    let u: usize = 0;
    for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
      const above = dy ? dy + u : 0;
      gradAt(gates + u, product + u, h + u, above, dh + u, more + u, part, activation, gate, true);
    }
    for (; u < part; u += 4) {
      const above = dy ? dy + u : 0;
      gradAt(gates + u, product + u, h + u, above, dh + u, more + u, part, activation, gate, false);
    }
    gates += whole;
    product += whole;
    h += part;
    if (dy) dy += part;
    dh += part;
    more += part;
  }
}

// @ts-ignore: decorator
@inline
function gradAt(
  gates: usize,
  product: usize,
  h: usize,
  dy: usize,
  dh: usize,
  more: usize,
  part: usize,
  activation: i32,
  gate: i32,
  wide: bool,
): void {
  const z = get(gates, wide), r = get(gates + part, wide), g = get(gates + 2 * part, wide);
  let ofH = f32x4.add(get(dh, wide), get(more, wide));
  if (dy) ofH = f32x4.add(ofH, get(dy, wide));
  const ofZ = f32x4.mul(f32x4.mul(ofH, f32x4.sub(get(h, wide), g)), slope4(z, gate));
  const share = f32x4.sub(f32x4.splat(1), z);
  const ofG = f32x4.mul(f32x4.mul(ofH, share), slope4(g, activation));
  const ofR = f32x4.mul(f32x4.mul(ofG, get(product + 2 * part, wide)), slope4(r, gate));
  put(gates, ofZ, wide);
  put(gates + part, ofR, wide);
  put(gates + 2 * part, ofG, wide);
  put(product, ofZ, wide);
  put(product + part, ofR, wide);
  put(product + 2 * part, f32x4.mul(ofG, r), wide);
  put(dh, f32x4.mul(ofH, z), wide);
}
