import {
  bend,
  type RecurrentInputs,
  type RecurrentShape,
  through,
  times,
  timesTurned,
  valuesAt,
} from "./recurrent.ts";

/** What a GRU gives: gates z, s, g `(rows, steps, 3 units)` and outputs `(rows, steps, units)`. */
export type GruValues = {
  gates: Float64Array;
  /** The third part of the state's product, shape `(rows, steps, units)`. */
  products: Float64Array;
  h: Float64Array;
};

/**
 * A GRU whose reset gate acts on the product with h, as Keras's does by default, from zeros on.
 *
 * `h' = z ∘ h + (1 − z) ∘ g`, with `p = h r + bias`, `z, s = gate(x + p)` and
 * `g = activation(x + s ∘ p)`, each of its part.
 *
 * @param inputs The product of the inputs, with parts z, s, g side by side, the weights, and the bias
 * of the state's product.
 * @param shape Sizes and activations.
 * @returns Gates, products and outputs of every step, in float64.
 *
 * @example A half-open update gate keeps half of the state
 * ```ts
 * import { gru } from "./gru.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { rows: 1, steps: 2, units: 1, activation: 0, gate: 3 };
 * const { h } = gru({ x: [0, 0, 8, 0, 0, 0], r: [0, 0, 0], bias: [0, 0, 0] }, shape);
 * assertEquals([...h], [4, 2]);
 * ```
 *
 * Source: J. Chung et al., Empirical evaluation of gated recurrent neural networks on sequence
 * modeling, 2014, section 3.2.
 */
export function gru(
  { x, r, bias }: RecurrentInputs & { bias: ArrayLike<number> },
  { rows, steps, units, activation, gate }: RecurrentShape,
): GruValues {
  const gates = new Float64Array(rows * steps * 3 * units);
  const products = new Float64Array(rows * steps * units);
  const h = new Float64Array(rows * steps * units);
  for (let row = 0; row < rows; row++) {
    for (let t = 0; t < steps; t++) {
      const state = valuesAt(h, units, steps, row, t - 1);
      const now = row * steps + t;
      for (let u = 0; u < units; u++) {
        const at = (part: number) => (3 * now + part) * units + u;
        const p = [0, 1, 2].map((part) =>
          times(state, r, 3 * units, part * units + u) + bias[part * units + u]!
        );
        const z = gates[at(0)] = bend(x[at(0)]! + p[0]!, gate);
        const s = gates[at(1)] = bend(x[at(1)]! + p[1]!, gate);
        const g = gates[at(2)] = bend(x[at(2)]! + s * p[2]!, activation);
        products[now * units + u] = p[2]!;
        h[now * units + u] = z * state[u]! + (1 - z) * g;
      }
    }
  }
  return { gates, products, h };
}

/** What the gradient of a GRU goes by: what `gru` gave, the weights, and what is asked of each output. */
export type GruGradInputs =
  & { [name in keyof GruValues]: ArrayLike<number> }
  & { r: ArrayLike<number>; dy: ArrayLike<number> };

/**
 * The gradient of {@linkcode gru}: by the chain rule through the state and the gates, from the last
 * step to the first.
 *
 * @param inputs What the layer left, and what is asked of its outputs.
 * @param shape Sizes and activations.
 * @returns Gradients of `x` and of `h r + bias`, both of shape `(rows, steps, 3 units)`, in float64.
 *
 * @example A closed update gate hands all on to the new content
 * ```ts
 * import { gruGrad } from "./gru.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = { rows: 1, steps: 1, units: 1, activation: 0, gate: 3 };
 * const left = { gates: [0, 0.5, 8], products: [2], h: [8], r: [0, 0, 0], dy: [3] };
 * const { dx, dProduct } = gruGrad(left, shape);
 * assertEquals([...dx.subarray(1)], [3 * 2 * 0.25, 3]);
 * assertEquals(dProduct[2], 0.5 * 3);
 * ```
 */
export function gruGrad(
  { gates, products, h, r, dy }: GruGradInputs,
  { rows, steps, units, activation, gate }: RecurrentShape,
): { dx: Float64Array; dProduct: Float64Array } {
  const dx = new Float64Array(rows * steps * 3 * units);
  const dProduct = new Float64Array(rows * steps * 3 * units);
  for (let row = 0; row < rows; row++) {
    let dh = Array<number>(units).fill(0);
    for (let t = steps - 1; t >= 0; t--) {
      const state = valuesAt(h, units, steps, row, t - 1);
      const now = row * steps + t;
      for (let u = 0; u < units; u++) {
        const at = (part: number) => (3 * now + part) * units + u;
        const [z, s, g] = [gates[at(0)]!, gates[at(1)]!, gates[at(2)]!];
        const ofH = dh[u]! + dy[now * units + u]!;
        const ofG = through(ofH * (1 - z), g, activation);
        dx[at(0)] = dProduct[at(0)] = through(ofH * (state[u]! - g), z, gate);
        dx[at(1)] = dProduct[at(1)] = through(ofG * products[now * units + u]!, s, gate);
        dx[at(2)] = ofG;
        dProduct[at(2)] = ofG * s;
        dh[u] = ofH * z;
      }
      const asked = valuesAt(dProduct, 3 * units, steps, row, t);
      dh = dh.map((past, u) => past + timesTurned(asked, r, 3 * units, u));
    }
  }
  return { dx, dProduct };
}
