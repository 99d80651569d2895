// lstmStepGrad: the gradient of one lstmStep.
//
// gates    byte address of (rows, 4 units) floats: the values i, f, g, o that the step left. Gets the
//          gradient of a = z + r
// c        byte address of (rows, units) floats, the cells before the step
// cOut     byte address of (rows, units) floats, the cells after it
// dy       byte address of (rows, units) floats, what the layers above ask of h, or 0 for nothing
// dh       byte address of (rows, units) floats, what the step after asks of h
// dc       byte address of (rows, units) floats: what the step after asks of cOut. Gets what is asked
//          of c
// activation, gate   kinds of activations.ts, as the step had them

import { apply4, get, put, slope4 } from "./activations";
import { bytes } from "./lanes";

export function lstmStepGrad(
  gates: usize,
  c: usize,
  cOut: usize,
  dy: usize,
  dh: usize,
  dc: usize,
  rows: i32,
  units: i32,
  activation: i32,
  gate: i32,
): void {
  const part = bytes(units), whole = bytes(4 * units);
  for (let b = 0; b < rows; b++) {
    let u: usize = 0;
    for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
      const more = dy ? dy + u : 0;
      gradAt(gates + u, c + u, cOut + u, more, dh + u, dc + u, part, activation, gate, true);
    }
    for (; u < part; u += 4) {
      const more = dy ? dy + u : 0;
      gradAt(gates + u, c + u, cOut + u, more, dh + u, dc + u, part, activation, gate, false);
    }
    gates += whole;
    c += part;
    cOut += part;
    if (dy) dy += part;
    dh += part;
    dc += part;
  }
}

// @ts-ignore: decorator
@inline
function gradAt(
  gates: usize,
  c: usize,
  cOut: usize,
  dy: usize,
  dh: usize,
  dc: usize,
  part: usize,
  activation: i32,
  gate: i32,
  wide: bool,
): void {
  const i = get(gates, wide), f = get(gates + part, wide);
  const g = get(gates + 2 * part, wide), o = get(gates + 3 * part, wide);
  let ofH = get(dh, wide);
  if (dy) ofH = f32x4.add(ofH, get(dy, wide));
  const y = apply4(get(cOut, wide), activation);
  const bent = f32x4.mul(f32x4.mul(ofH, o), slope4(y, activation));
  const ofC = f32x4.add(get(dc, wide), bent);
  put(gates, f32x4.mul(f32x4.mul(ofC, g), slope4(i, gate)), wide);
  put(gates + part, f32x4.mul(f32x4.mul(ofC, get(c, wide)), slope4(f, gate)), wide);
  put(gates + 2 * part, f32x4.mul(f32x4.mul(ofC, i), slope4(g, activation)), wide);
  put(gates + 3 * part, f32x4.mul(f32x4.mul(ofH, y), slope4(o, gate)), wide);
  put(dc, f32x4.mul(ofC, f), wide);
}
