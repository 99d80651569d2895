// lstmStep: one step of an LSTM for a batch, once both products are there.
//
//   i, f, o = gate(a), gate(a), gate(a);  g = activation(a), each with its part of a = z + r
//   cOut = f * c + i * g;  h = o * activation(cOut)
//
// z        byte address of (rows, 4 units) floats, x's product and the bias: parts i, f, g, o side by
//          side. Gets the four gates' values
// r        byte address of (rows, 4 units) floats, the product of h as it was
// c        byte address of (rows, units) floats, the cells as they were
// cOut, h  byte addresses of (rows, units) floats: the cells and the outputs; cOut may be c
// activation, gate   kinds of activations.ts
//
// Source: S. Hochreiter, J. Schmidhuber, Long Short-Term Memory, Neural Computation 9 (1997), with the
// forget gate of F. Gers et al. (2000).

import { apply4, get, put } from "./activations";
import { bytes } from "./lanes";

export function lstmStep(
  z: usize,
  r: usize,
  c: usize,
  cOut: usize,
  h: usize,
  rows: i32,
  units: i32,
  activation: i32,
  gate: i32,
): void {
  const part = bytes(units), whole = bytes(4 * units);
  for (let b = 0; b < rows; b++) {
    let u: usize = 0;
    for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
      stepAt(z + u, r + u, c + u, cOut + u, h + u, part, activation, gate, true);
    }
    for (; u < part; u += 4) {
      stepAt(z + u, r + u, c + u, cOut + u, h + u, part, activation, gate, false);
    }
    z += whole;
    r += whole;
    c += part;
    cOut += part;
    h += part;
  }
}

// @ts-ignore: decorator
@inline
function stepAt(
  z: usize,
  r: usize,
  c: usize,
  cOut: usize,
  h: usize,
  part: usize,
  activation: i32,
  gate: i32,
  wide: bool,
): void {
  const i = apply4(f32x4.add(get(z, wide), get(r, wide)), gate);
  const f = apply4(f32x4.add(get(z + part, wide), get(r + part, wide)), gate);
  const g = apply4(f32x4.add(get(z + 2 * part, wide), get(r + 2 * part, wide)), activation);
  const o = apply4(f32x4.add(get(z + 3 * part, wide), get(r + 3 * part, wide)), gate);
  const next = f32x4.add(f32x4.mul(f, get(c, wide)), f32x4.mul(i, g));
  put(z, i, wide);
  put(z + part, f, wide);
  put(z + 2 * part, g, wide);
  put(z + 3 * part, o, wide);
  put(cOut, next, wide);
  put(h, f32x4.mul(o, apply4(next, activation)), wide);
}
