import { activate, activateGrad } from "./activate.ts";

/** Sizes and activations of a recurrent cell. */
export type CellShape = {
  rows: number;
  units: number;
  /** Places in `ACTIVATION_KINDS`: of the new content, and of the gates. */
  activation: number;
  gate: number;
};

/** What an LSTM step goes by, all row after row. */
export type LstmInputs = {
  /** The product of x and the bias, shape `(rows, 4 units)`: i, f, g, o side by side. */
  z: ArrayLike<number>;
  /** The product of h, same shape. */
  r: ArrayLike<number>;
  /** The cells before, shape `(rows, units)`. */
  c: ArrayLike<number>;
};

/** What an LSTM step gives: gates `(rows, 4 units)`, cells and outputs `(rows, units)`. */
export type LstmStep = { gates: Float64Array; c: Float64Array; h: Float64Array };

/**
 * One step of an LSTM.
 *
 * `c' = f ∘ c + i ∘ g`, `h = o ∘ activation(c')`, with `i, f, o = gate(z + r)` and
 * `g = activation(z + r)`, each of its part.
 *
 * @param inputs Both products, and the cells before.
 * @param shape Sizes and activations.
 * @returns Gates, cells and outputs in float64.
 *
 * @example With all gates half open, half of the cell stays
 * ```ts
 * import { lstmStep } from "./lstm_step.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { rows: 1, units: 1, activation: 1, gate: 3 };
 * const { c, h } = lstmStep({ z: [0, 0, 0, 0], r: [0, 0, 0, 0], c: [8] }, shape);
 * assertEquals([c[0], h[0]], [4, 2]);
 * ```
 *
 * Source: S. Hochreiter, J. Schmidhuber, Long Short-Term Memory, Neural Computation 9 (1997), with
 * the forget gate of F. Gers et al. (2000).
 */
export function lstmStep({ z, r, c }: LstmInputs, shape: CellShape): LstmStep {
  const { rows, units, activation, gate } = shape;
  const gates = new Float64Array(rows * 4 * units);
  const [cOut, h] = [new Float64Array(rows * units), new Float64Array(rows * units)];
  for (let row = 0; row < rows; row++) {
    for (let u = 0; u < units; u++) {
      const at = (part: number) => (4 * row + part) * units + u;
      const bend = (part: number, kind: number) =>
        gates[at(part)] = activate([z[at(part)]!], kind, [r[at(part)]!])[0]!;
      const [i, f, g, o] = [bend(0, gate), bend(1, gate), bend(2, activation), bend(3, gate)];
      const cell = row * units + u;
      cOut[cell] = f * c[cell]! + i * g;
      h[cell] = o * activate([cOut[cell]!], activation)[0]!;
    }
  }
  return { gates, c: cOut, h };
}

/** What the gradient of an LSTM step goes by. */
export type LstmGradInputs = {
  /** The gates' values and the cells, as the step left them. */
  gates: ArrayLike<number>;
  cOut: ArrayLike<number>;
  /** The cells before the step. */
  c: ArrayLike<number>;
  /** Gradients of h, by two ways, and of the cells after the step. */
  dy?: ArrayLike<number>;
  dh: ArrayLike<number>;
  dc: ArrayLike<number>;
};

/**
 * The gradient of {@linkcode lstmStep}: by the chain rule through `h`, `c'` and the gates.
 *
 * @param inputs What the step left, and what is asked of its results.
 * @param shape Sizes and activations.
 * @returns Gradients of `z` (which is that of `r` too) and of `c`, in float64.
 *
 * @example A closed output gate hides the cells: only what the step after asks of them counts
 * ```ts
 * import { lstmStepGrad } from "./lstm_step.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { rows: 1, units: 1, activation: 0, gate: 3 };
 * const step = { gates: [0.5, 0.5, 1, 0], cOut: [2], c: [1], dh: [7], dc: [3] };
 * assertEquals(lstmStepGrad(step, shape).dc[0], 0.5 * 3);
 * ```
 */
export function lstmStepGrad(
  { gates, cOut, c, dy, dh, dc }: LstmGradInputs,
  { rows, units, activation, gate }: CellShape,
): { dz: Float64Array; dc: Float64Array } {
  const dz = new Float64Array(rows * 4 * units);
  const dcIn = new Float64Array(rows * units);
  for (let row = 0; row < rows; row++) {
    for (let u = 0; u < units; u++) {
      const at = (part: number) => (4 * row + part) * units + u;
      const [i, f, g, o] = [0, 1, 2, 3].map((part) => gates[at(part)]!) as [
        number,
        number,
        number,
        number,
      ];
      const through = (dy: number, y: number, kind: number) => activateGrad([dy], [y], kind)[0]!;
      const cell = row * units + u;
      const ofH = dh[cell]! + (dy?.[cell] ?? 0);
      const y = activate([cOut[cell]!], activation)[0]!;
      const ofC = dc[cell]! + through(ofH * o, y, activation);
      dz[at(0)] = through(ofC * g, i, gate);
      dz[at(1)] = through(ofC * c[cell]!, f, gate);
      dz[at(2)] = through(ofC * i, g, activation);
      dz[at(3)] = through(ofH * y, o, gate);
      dcIn[cell] = ofC * f;
    }
  }
  return { dz, dc: dcIn };
}
