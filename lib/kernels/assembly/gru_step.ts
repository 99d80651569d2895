// gruStep: one step of a GRU whose reset gate acts on the product with h (Keras's reset_after), for a
// batch, once both products are there.
//
//   z = gate(x_z + r_z);  r = gate(x_r + r_r);  g = activation(x_g + r * r_g)
//   hOut = z * h + (1 - z) * g
//
// x        byte address of (rows, 3 units) floats, x's product and its bias: parts z, r, g side by
//          side. Gets the values z, r, g
// product  byte address of (rows, 3 units) floats, the product of h and the second bias
// h        byte address of (rows, units) floats, the state before
// hOut     byte address of (rows, units) floats, the state after; may be h
// activation, gate   kinds of activations.ts
//
// Source: J. Chung et al., Empirical evaluation of gated recurrent neural networks on sequence
// modeling, 2014, section 3.2.

import { apply4, get, put } from "./activations";
import { bytes } from "./lanes";

export function gruStep(
  x: usize,
  product: usize,
  h: usize,
  hOut: usize,
  rows: i32,
  units: i32,
  activation: i32,
  gate: i32,
): void {
  const part = bytes(units), whole = bytes(3 * units);
  for (let b = 0; b < rows; b++) {
    let u: usize = 0;
    for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
      stepAt(x + u, product + u, h + u, hOut + u, part, activation, gate, true);
    }
    for (; u < part; u += 4) {
      stepAt(x + u, product + u, h + u, hOut + u, part, activation, gate, false);
    }
    x += whole;
    product += whole;
    h += part;
    hOut += part;
  }
}

// @ts-ignore: decorator
@inline
function stepAt(
  x: usize,
  product: usize,
  h: usize,
  hOut: usize,
  part: usize,
  activation: i32,
  gate: i32,
  wide: bool,
): void {
  const z = apply4(f32x4.add(get(x, wide), get(product, wide)), gate);
  const r = apply4(f32x4.add(get(x + part, wide), get(product + part, wide)), gate);
  const reset = f32x4.mul(r, get(product + 2 * part, wide));
  const g = apply4(f32x4.add(get(x + 2 * part, wide), reset), activation);
  const kept = f32x4.mul(z, f32x4.sub(get(h, wide), g));
  put(x, z, wide);
  put(x + part, r, wide);
  put(x + 2 * part, g, wide);
  put(hOut, f32x4.add(g, kept), wide);
}
