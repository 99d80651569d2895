import {
  bend,
  type RecurrentInputs,
  type RecurrentShape,
  through,
  times,
  timesTurned,
  valuesAt,
} from "./recurrent.ts";

/** What such a GRU gives: gates z, s, g `(rows, steps, 3 units)` and outputs `(rows, steps, units)`. */
export type GruBeforeValues = {
  gates: Float64Array;
  /** What the reset gate left of the state before, `s ∘ h`, shape `(rows, steps, units)`. */
  resets: Float64Array;
  h: Float64Array;
};

/**
 * A GRU whose reset gate acts on h before the product, as that of tf.layers, from zeros on.
 *
 * `h' = z ∘ h + (1 − z) ∘ g`, with `z, s = gate(x + h r)` and `g = activation(x + (s ∘ h) r)`, each of
 * its part.
 *
 * @param inputs The product of the inputs, with parts z, s, g side by side, and the weights.
 * @param shape Sizes and activations.
 * @returns Gates, what resets left, and outputs of every step, in float64.
 *
 * @example A closed reset gate forgets the state where new content is made
 * ```ts
 * import { gruBefore } from "./gru_before.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { rows: 1, steps: 2, units: 1, activation: 0, gate: 0 };
 * const { h } = gruBefore({ x: [0, 0, 8, 0, 0, 1], r: [0, 0, 100] }, shape);
 * assertEquals([...h], [8, 1]);
 * ```
 *
 * Source: K. Cho et al., Learning Phrase Representations using RNN Encoder–Decoder, 2014, section 2.3.
 */
export function gruBefore(
  { x, r }: RecurrentInputs,
  { rows, steps, units, activation, gate }: RecurrentShape,
): GruBeforeValues {
  const gates = new Float64Array(rows * steps * 3 * units);
  const resets = new Float64Array(rows * steps * units);
  const h = new Float64Array(rows * steps * units);
  for (let row = 0; row < rows; row++) {
    for (let t = 0; t < steps; t++) {
      const state = valuesAt(h, units, steps, row, t - 1);
      const now = row * steps + t;
      const open = (from: ArrayLike<number>, part: number, u: number, kind: number) => {
        const [at, column] = [(3 * now + part) * units + u, part * units + u];
        return gates[at] = bend(x[at]! + times(from, r, 3 * units, column), kind);
      };
      const left = state.map((value, u) => open(state, 1, u, gate) * value);
      for (let u = 0; u < units; u++) {
        const [z, g] = [open(state, 0, u, gate), open(left, 2, u, activation)];
        resets[now * units + u] = left[u]!;
        h[now * units + u] = z * state[u]! + (1 - z) * g;
      }
    }
  }
  return { gates, resets, h };
}

/** What the gradient of such a GRU goes by. */
export type GruBeforeGradInputs = {
  /** As `gruBefore` gave them. */
  gates: ArrayLike<number>;
  h: ArrayLike<number>;
  r: ArrayLike<number>;
  /** What is asked of every output, shape `(rows, steps, units)`. */
  dy: ArrayLike<number>;
};

/**
 * The gradient of {@linkcode gruBefore}: by the chain rule through the state and the gates, from the
 * last step to the first.
 *
 * @param inputs What the layer left, and what is asked of its outputs.
 * @param shape Sizes and activations.
 * @returns The gradient of `x`, shape `(rows, steps, 3 units)`, in float64.
 *
 * @example A closed update gate hands all on to the new content
 * ```ts
 * import { gruBeforeGrad } from "./gru_before.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { rows: 1, steps: 1, units: 1, activation: 0, gate: 3 };
 * const left = { gates: [0, 0.5, 8], h: [8], r: [0, 0, 0], dy: [3] };
 * assertEquals([...gruBeforeGrad(left, shape).subarray(1)], [0, 3]);
 * ```
 */
export function gruBeforeGrad(
  { gates, h, r, dy }: GruBeforeGradInputs,
  { rows, steps, units, activation, gate }: RecurrentShape,
): Float64Array {
  const width = 3 * units;
  const dx = new Float64Array(rows * steps * width);
  for (let row = 0; row < rows; row++) {
    let dh = Array<number>(units).fill(0);
    for (let t = steps - 1; t >= 0; t--) {
      const state = valuesAt(h, units, steps, row, t - 1);
      const [now, z] = [row * steps + t, valuesAt(gates, width, steps, row, t)];
      const at = (part: number, u: number) => now * width + part * units + u;
      const ofH = dh.map((asked, u) => asked + dy[now * units + u]!);
      const ofG = ofH.map((asked, u) => {
        const g = gates[at(2, u)]!;
        dx[at(0, u)] = through(asked * (state[u]! - g), z[u]!, gate);
        return dx[at(2, u)] = through(asked * (1 - z[u]!), g, activation);
      });
      const past = ofH.map((asked, u) => {
        const [s, ofLeft] = [gates[at(1, u)]!, timesTurned(ofG, r, width, u, 2 * units)];
        dx[at(1, u)] = through(ofLeft * state[u]!, s, gate);
        return asked * z[u]! + ofLeft * s;
      });
      const ofGates = valuesAt(dx, width, steps, row, t).slice(0, 2 * units);
      dh = past.map((asked, u) => asked + timesTurned(ofGates, r, width, u));
    }
  }
  return dx;
}
