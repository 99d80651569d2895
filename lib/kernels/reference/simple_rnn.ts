import {
  bend,
  type RecurrentInputs,
  type RecurrentShape,
  through,
  times,
  timesTurned,
  valuesAt,
} from "./recurrent.ts";

/**
 * A simple recurrent layer through all steps, from zeros on: `h' = activation(x + h r)`.
 *
 * @param inputs The product of the inputs, and the weights.
 * @param shape Sizes and the activation.
 * @returns The states of every step, shape `(rows, steps, units)`, in float64.
 *
 * @example What was counts half
 * ```ts
 * import { simpleRnn } from "./simple_rnn.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { rows: 1, steps: 3, units: 1, activation: 0, gate: 0 };
 * assertEquals([...simpleRnn({ x: [8, 0, 1], r: [0.5] }, shape)], [8, 4, 3]);
 * ```
 *
 * Source: J. Elman, Finding Structure in Time, Cognitive Science 14 (1990).
 */
export function simpleRnn(
  { x, r }: RecurrentInputs,
  { rows, steps, units, activation }: RecurrentShape,
): Float64Array {
  const h = new Float64Array(rows * steps * units);
  for (let row = 0; row < rows; row++) {
    for (let t = 0; t < steps; t++) {
      const state = valuesAt(h, units, steps, row, t - 1);
      for (let u = 0; u < units; u++) {
        const at = (row * steps + t) * units + u;
        h[at] = bend(x[at]! + times(state, r, units, u), activation);
      }
    }
  }
  return h;
}

/** What the gradient of a simple recurrent layer goes by. */
export type SimpleRnnGradInputs = {
  /** The states, as `simpleRnn` gave them. */
  h: ArrayLike<number>;
  r: ArrayLike<number>;
  /** What is asked of every state, same shape. */
  dy: ArrayLike<number>;
};

/**
 * The gradient of {@linkcode simpleRnn}, from the last step to the first.
 *
 * @param inputs What the layer left, and what is asked of its states.
 * @param shape Sizes and the activation.
 * @returns The gradient of `x`, same shape, in float64.
 *
 * @example What is asked of the end counts half a step before
 * ```ts
 * import { simpleRnnGrad } from "./simple_rnn.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { rows: 1, steps: 3, units: 1, activation: 0, gate: 0 };
 * assertEquals([...simpleRnnGrad({ h: [8, 4, 3], r: [0.5], dy: [0, 0, 4] }, shape)], [1, 2, 4]);
 * ```
 */
export function simpleRnnGrad(
  { h, r, dy }: SimpleRnnGradInputs,
  { rows, steps, units, activation }: RecurrentShape,
): Float64Array {
  const dx = new Float64Array(rows * steps * units);
  for (let row = 0; row < rows; row++) {
    let dh = Array<number>(units).fill(0);
    for (let t = steps - 1; t >= 0; t--) {
      for (let u = 0; u < units; u++) {
        const at = (row * steps + t) * units + u;
        dx[at] = through(dh[u]! + dy[at]!, h[at]!, activation);
      }
      const asked = valuesAt(dx, units, steps, row, t);
      dh = dh.map((_, u) => timesTurned(asked, r, units, u));
    }
  }
  return dx;
}
