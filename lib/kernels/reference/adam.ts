/** What one step of {@linkcode adam} depends on. */
export type AdamStep = {
  /** Step size with the first moment's bias correction: learningRate / (1 − beta1ᵗ). */
  rate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  /** The second moment's bias correction: 1 / (1 − beta2ᵗ), or 1 where `rate` holds it. */
  scale: number;
};

/** Parameters and their two moments, each of shape `(n)`. */
export type AdamState = { w: Float64Array; m: Float64Array; v: Float64Array };

/**
 * One step of Adam.
 *
 * `m' = beta1 · m + (1 − beta1) · g`, `v' = beta2 · v + (1 − beta2) · g²`,
 * `w' = w − rate · m' / (√(v' · scale) + epsilon)`; an `m'` below 2⁻¹²⁶ becomes 0, and a `g²` below
 * it counts as 0.
 *
 * @param state Parameters and moments before the step, each of shape `(n)`; left as they are.
 * @param options The gradient `g`, shape `(n)`, and the step's settings.
 * @returns Parameters and moments after the step, in float64.
 *
 * @example The first step, bias corrections included, has the length of the learning rate
 * ```ts
 * import { adam } from "./adam.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const step = { rate: 0.1 / 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, scale: 1 / 0.001 };
 * const { w } = adam({ w: [1], m: [0], v: [0] }, { g: [-5], ...step });
 * assertAlmostEquals(w[0]!, 1.1, 1e-7);
 * ```
 *
 * Source: D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1.
 */
export function adam(
  state: { w: ArrayLike<number>; m: ArrayLike<number>; v: ArrayLike<number> },
  options: AdamStep & { g: ArrayLike<number> },
): AdamState {
  const { g, rate, beta1, beta2, epsilon, scale } = options;
  const [w, m, v] = [state.w, state.m, state.v].map((values) => Float64Array.from(values)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < w.length; i++) {
    m[i] = beta1 * m[i]! + (1 - beta1) * g[i]!;
    if (Math.abs(m[i]!) < 2 ** -126) m[i] = 0;
    const square = g[i]! ** 2;
    v[i] = beta2 * v[i]! + (square < 2 ** -126 ? 0 : (1 - beta2) * square);
    w[i]! -= rate * m[i]! / (Math.sqrt(v[i]! * scale) + epsilon);
  }
  return { w, m, v };
}
