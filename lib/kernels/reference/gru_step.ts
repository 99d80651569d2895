import { activate, activateGrad } from "./activate.ts";
import type { CellShape } from "./lstm_step.ts";

/** What a GRU step goes by, all row after row. */
export type GruInputs = {
  /** The product of x and its bias, shape `(rows, 3 units)`: z, r, g side by side. */
  x: ArrayLike<number>;
  /** The product of h and the second bias, same shape. */
  product: ArrayLike<number>;
  /** The state before, shape `(rows, units)`. */
  h: ArrayLike<number>;
};

/**
 * One step of a GRU whose reset gate acts on the product with h, as Keras's does by default.
 *
 * `h' = z ∘ h + (1 − z) ∘ g`, with `z, r = gate(x + product)` and `g = activation(x + r ∘ product)`,
 * each of its part.
 *
 * @param inputs Both products, and the state before.
 * @param shape Sizes and activations.
 * @returns The gates' values, shape `(rows, 3 units)`, and the state after, in float64.
 *
 * @example A half-open update gate keeps half of the state
 * ```ts
 * import { gruStep } from "./gru_step.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { rows: 1, units: 1, activation: 2, gate: 3 };
 * assertEquals(gruStep({ x: [0, 0, 0], product: [0, 0, 0], h: [8] }, shape).h[0], 4);
 * ```
 *
 * Source: J. Chung et al., Empirical evaluation of gated recurrent neural networks on sequence
 * modeling, 2014, section 3.2.
 */
export function gruStep(
  { x, product, h }: GruInputs,
  { rows, units, activation, gate }: CellShape,
): { gates: Float64Array; h: Float64Array } {
  const gates = new Float64Array(rows * 3 * units);
  const next = new Float64Array(rows * units);
  for (let row = 0; row < rows; row++) {
    for (let u = 0; u < units; u++) {
      const at = (part: number) => (3 * row + part) * units + u;
      const bend = (part: number, kind: number, factor = 1) =>
        gates[at(part)] = activate([x[at(part)]!], kind, [factor * product[at(part)]!])[0]!;
      const [z, r] = [bend(0, gate), bend(1, gate)];
      const g = bend(2, activation, r);
      const cell = row * units + u;
      next[cell] = z * h[cell]! + (1 - z) * g;
    }
  }
  return { gates, h: next };
}

/** What the gradient of a GRU step goes by. */
export type GruGradInputs = {
  /** The gates' values as the step left them. */
  gates: ArrayLike<number>;
  product: ArrayLike<number>;
  h: ArrayLike<number>;
  /** Gradients of the state after, by up to three ways. */
  dy?: ArrayLike<number>;
  dh: ArrayLike<number>;
  more: ArrayLike<number>;
};

/**
 * The gradient of {@linkcode gruStep}: by the chain rule through the state and the gates.
 *
 * @param inputs What the step went by and left, and what is asked of its result.
 * @param shape Sizes and activations.
 * @returns Gradients of `x`, of `product`, and of `h` past the product, in float64.
 *
 * @example An open update gate hands the gradient on as it is
 * ```ts
 * import { gruStepGrad } from "./gru_step.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { rows: 1, units: 1, activation: 2, gate: 3 };
 * const step = { gates: [1, 0.5, 0], product: [0, 0, 0], h: [8], dh: [3], more: [4] };
 * assertEquals(gruStepGrad(step, shape).dh[0], 7);
 * ```
 */
export function gruStepGrad(
  { gates, product, h, dy, dh, more }: GruGradInputs,
  { rows, units, activation, gate }: CellShape,
): { dx: Float64Array; dProduct: Float64Array; dh: Float64Array } {
  const [dx, dProduct] = [new Float64Array(gates.length), new Float64Array(gates.length)];
  const past = new Float64Array(rows * units);
  for (let row = 0; row < rows; row++) {
    for (let u = 0; u < units; u++) {
      const at = (part: number) => (3 * row + part) * units + u;
      const [z, r, g] = [0, 1, 2].map((part) => gates[at(part)]!) as [number, number, number];
      const through = (dy: number, y: number, kind: number) => activateGrad([dy], [y], kind)[0]!;
      const cell = row * units + u;
      const ofH = dh[cell]! + more[cell]! + (dy?.[cell] ?? 0);
      const ofG = through(ofH * (1 - z), g, activation);
      dx[at(0)] = dProduct[at(0)] = through(ofH * (h[cell]! - g), z, gate);
      dx[at(1)] = dProduct[at(1)] = through(ofG * product[at(2)]!, r, gate);
      dx[at(2)] = ofG;
      dProduct[at(2)] = ofG * r;
      past[cell] = ofH * z;
    }
  }
  return { dx, dProduct, dh: past };
}
