// gru: a GRU whose reset gate acts on the product with h (Keras's reset_after), through all steps of
// some examples, once the product of the inputs is there.
//
//   p = h r + bias;  z = gate(x_z + p_z);  s = gate(x_s + p_s);  g = activation(x_g + s * p_g)
//   h' = z * h + (1 - z) * g, from h = 0 on
//
// x         byte address of rows of 3 units floats, the product of the inputs and its bias: parts z, s,
//           g side by side. Row b * steps + t belongs to step t of example b
// ids       byte address of int32, (batch, steps), or 0: the number of x's row for each step instead
// known     byte address of an int32 for every example: so many of its first steps, fewer than all, are
//           those of the prefix and are left out; or 0: none is. Of them nothing is kept for the gradient
// prefix    byte address of (steps, units) floats: h' after each step of the prefix, as this kernel gives
//           it; not read where nothing is left out
// r         byte address of (units, 3 units) floats
// bias      byte address of 3 units floats, the second bias
// gates     byte address of (batch, steps, 3 units) floats: gets z, s, g; may be x where ids is 0. 0
//           where nothing is kept for the gradient: products and before then are not touched
// products  byte address of (batch, steps, 3 units) floats: gets p_g in each third part, and nothing
//           in the other two
// before    byte address of (batch, steps, units) floats: gets h as each step found it
// y         byte address of the outputs: h' of every step, (batch, steps, units), where `every` is 1;
//           (batch, units), h' of the last one, where it is 0
// from, to            examples that are computed. Each stands by itself and comes out the same in any
//                     range: other threads may compute other ranges, with scratch of their own
// steps, units        counts, 1 or more
// activation, gate    kinds of activations.ts
// scratch   units * columns + 4 * columns + 8 * units floats, with columns = 3 * units rounded up to
//           a multiple of 8
//
// A step's product differs from the plain loop's by at most units * 2^-23 * sum|h * r|.
//
// Source: J. Chung et al., Empirical evaluation of gated recurrent neural networks on sequence
// modeling, 2014, section 3.2.

import { gate4, get, put } from "./activations";
import {
  fewRows, nextRows, packWeights, ROWS, startOutputs, startRows, stepsKnown, turnRows, whole,
} from "./few_rows";
import { bytes } from "./lanes";

export function gru(
  x: usize,
  ids: usize,
  known: usize,
  prefix: usize,
  r: usize,
  bias: usize,
  gates: usize,
  products: usize,
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
  const part = bytes(units), columns = whole(3 * units), last = steps - 1;
  const packed = scratch;
  const sums = packed + bytes(units * columns);
  const turned = sums + bytes(ROWS * columns);
  const h = turned + ROWS * part;
  packWeights(r, 3 * units, 1, units, 3 * units, packed);
  for (let b = from, rows = 0; b < to; b += rows) {
    rows = nextRows(to - b);
    const start = stepsKnown(known, b, rows);
    startRows(prefix, start, part, rows, h);
    turnRows(h, part, ROWS, units, turned);
    if (every) startOutputs(prefix, start, part, b, rows, steps, y);
    for (let t = start; t < steps; t++) {
      fewRows(turned, packed, units, 3 * units, sums);
      for (let i = 0; i < rows; i++) {
        const n = <usize>((b + i) * steps + t);
        const row = ids ? <usize>load<i32>(ids + (n << 2)) : n;
        step(
          x + 3 * row * part, sums + bytes(i * columns), bias, h + <usize>i * part,
          gates ? gates + 3 * n * part : 0, products + (3 * n + 2) * part, before + n * part,
          every ? y + n * part : t == last ? y + <usize>(b + i) * part : 0,
          units, activation, gate,
        );
      }
      turnRows(h, part, rows, units, turned);
    }
  }
}

/** One step of one example; the commonest activations have loops of their own. */
function step(
  x: usize, sums: usize, bias: usize, h: usize, gates: usize, product: usize, before: usize,
  y: usize, units: i32, activation: i32, gate: i32,
): void {
  if (activation == 2 && gate == 3) stepBy(x, sums, bias, h, gates, product, before, y, units, 2, 3);
  else stepBy(x, sums, bias, h, gates, product, before, y, units, activation, gate);
}

// @ts-ignore: decorator
@inline
function stepBy(
  x: usize, sums: usize, bias: usize, h: usize, gates: usize, product: usize, before: usize,
  y: usize, units: i32, activation: i32, gate: i32,
): void {
  const part = bytes(units);
  let u: usize = 0;
  for (const stop4 = bytes(units & ~3); u < stop4; u += 16) {
    stepAt(x, sums, bias, h, gates, product, before, y, u, part, activation, gate, true);
  }
  for (; u < part; u += 4) {
    stepAt(x, sums, bias, h, gates, product, before, y, u, part, activation, gate, false);
  }
}

// @ts-ignore: decorator
@inline
function stepAt(
  x: usize, sums: usize, bias: usize, h: usize, gates: usize, product: usize, before: usize,
  y: usize, u: usize, part: usize, activation: i32, gate: i32, wide: bool,
): void {
  const a = x + u, q = sums + u, b = bias + u, held = get(h + u, wide);
  const zp = f32x4.add(get(q, wide), get(b, wide));
  const sp = f32x4.add(get(q + part, wide), get(b + part, wide));
  const gp = f32x4.add(get(q + 2 * part, wide), get(b + 2 * part, wide));
  const z = gate4(f32x4.add(get(a, wide), zp), gate);
  const s = gate4(f32x4.add(get(a + part, wide), sp), gate);
  const g = gate4(f32x4.add(get(a + 2 * part, wide), f32x4.mul(s, gp)), activation);
  const out = f32x4.add(g, f32x4.mul(z, f32x4.sub(held, g)));
  put(h + u, out, wide);
  if (y) put(y + u, out, wide);
  if (!gates) return;
  put(gates + u, z, wide);
  put(gates + u + part, s, wide);
  put(gates + u + 2 * part, g, wide);
  put(product + u, gp, wide);
  put(before + u, held, wide);
}
