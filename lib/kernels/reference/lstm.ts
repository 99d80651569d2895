import {
  bend,
  type RecurrentInputs,
  type RecurrentShape,
  through,
  times,
  timesTurned,
  valuesAt,
} from "./recurrent.ts";

/** What an LSTM gives: gates `(rows, steps, 4 units)`, cells and outputs `(rows, steps, units)`. */
export type LstmValues = { gates: Float64Array; cells: Float64Array; h: Float64Array };

/**
 * An LSTM through all steps, from zeros on.
 *
 * `c' = f ∘ c + i ∘ g`, `h' = o ∘ activation(c')`, with `i, f, o = gate(x + h r)` and
 * `g = activation(x + h r)`, each of its part.
 *
 * @param inputs The product of the inputs, with parts i, f, g, o side by side, and the weights.
 * @param shape Sizes and activations.
 * @returns Gates, cells and outputs of every step, in float64.
 *
 * @example With all gates half open, half of the cell stays and half of the new content comes in
 * ```ts
 * import { lstm } from "./lstm.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { rows: 1, steps: 2, units: 1, activation: 1, gate: 3 };
 * const { cells, h } = lstm({ x: [0, 0, 8, 0, 0, 0, 0, 0], r: [0, 0, 0, 0] }, shape);
 * assertEquals([...cells], [4, 2]);
 * assertEquals([...h], [2, 1]);
 * ```
 *
 * Source: S. Hochreiter, J. Schmidhuber, Long Short-Term Memory, Neural Computation 9 (1997), with
 * the forget gate of F. Gers et al. (2000).
 */
export function lstm({ x, r }: RecurrentInputs, shape: RecurrentShape): LstmValues {
  const { rows, steps, units, activation, gate } = shape;
  const gates = new Float64Array(rows * steps * 4 * units);
  const [cells, h] = [0, 1].map(() => new Float64Array(rows * steps * units)) as [
    Float64Array,
    Float64Array,
  ];
  for (let row = 0; row < rows; row++) {
    for (let t = 0; t < steps; t++) {
      const state = valuesAt(h, units, steps, row, t - 1);
      const cell = valuesAt(cells, units, steps, row, t - 1);
      const now = row * steps + t;
      for (let u = 0; u < units; u++) {
        const open = (part: number, kind: number) => {
          const [at, column] = [(4 * now + part) * units + u, part * units + u];
          return gates[at] = bend(x[at]! + times(state, r, 4 * units, column), kind);
        };
        const [i, f, g, o] = [open(0, gate), open(1, gate), open(2, activation), open(3, gate)];
        const next = cells[now * units + u] = f * cell[u]! + i * g;
        h[now * units + u] = o * bend(next, activation);
      }
    }
  }
  return { gates, cells, h };
}

/** What the gradient of an LSTM goes by. */
export type LstmGradInputs = {
  /** As `lstm` gave them. */
  gates: ArrayLike<number>;
  cells: ArrayLike<number>;
  r: ArrayLike<number>;
  /** What is asked of every output, shape `(rows, steps, units)`. */
  dy: ArrayLike<number>;
};

/**
 * The gradient of {@linkcode lstm}: by the chain rule through `h'`, `c'` and the gates, from the last
 * step to the first.
 *
 * @param inputs What the layer left, and what is asked of its outputs.
 * @param shape Sizes and activations.
 * @returns The gradient of `x`, shape `(rows, steps, 4 units)`, in float64.
 *
 * @example A closed output gate hides the cells
 * ```ts
 * import { lstmGrad } from "./lstm.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { rows: 1, steps: 1, units: 1, activation: 0, gate: 0 };
 * const left = { gates: [1, 1, 5, 0], cells: [5], r: [0, 0, 0, 0], dy: [3] };
 * assertEquals([...lstmGrad(left, shape)], [0, 0, 0, 15]);
 * ```
 */
export function lstmGrad(
  { gates, cells, r, dy }: LstmGradInputs,
  { rows, steps, units, activation, gate }: RecurrentShape,
): Float64Array {
  const dx = new Float64Array(rows * steps * 4 * units);
  for (let row = 0; row < rows; row++) {
    let dh = Array<number>(units).fill(0);
    const dc = Array<number>(units).fill(0);
    for (let t = steps - 1; t >= 0; t--) {
      const before = valuesAt(cells, units, steps, row, t - 1);
      const now = row * steps + t;
      for (let u = 0; u < units; u++) {
        const at = (part: number) => (4 * now + part) * units + u;
        const [i, f, g, o] = [gates[at(0)]!, gates[at(1)]!, gates[at(2)]!, gates[at(3)]!];
        const ofH = dh[u]! + dy[now * units + u]!;
        const y = bend(cells[now * units + u]!, activation);
        const ofC = dc[u]! + through(ofH * o, y, activation);
        dx[at(0)] = through(ofC * g, i, gate);
        dx[at(1)] = through(ofC * before[u]!, f, gate);
        dx[at(2)] = through(ofC * i, g, activation);
        dx[at(3)] = through(ofH * y, o, gate);
        dc[u] = ofC * f;
      }
      const asked = valuesAt(dx, 4 * units, steps, row, t);
      dh = dh.map((_, u) => timesTurned(asked, r, 4 * units, u));
    }
  }
  return dx;
}
