/** Parameters and the means of squared gradients and steps, each of shape `(n)`. */
export type AdadeltaState = { w: Float64Array; v: Float64Array; d: Float64Array };

/**
 * One step of Adadelta.
 *
 * `v' = ρv + (1 − ρ)g²`, `Δ = √(d + ε) / √(v' + ε) · g`, `d' = ρd + (1 − ρ)Δ²`, `w' = w − rate · Δ`
 *
 * @param state Parameters and means before the step; left as they are.
 * @param options The gradient `g`, shape `(n)`, and the step's settings.
 * @returns Parameters and means after the step, in float64.
 *
 * @example However steep, the first step has the length √(ε / (1 − ρ)), if ε is small beside g²
 * ```ts
 * import { adadelta } from "./adadelta.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const step = { rate: 1, rho: 0.75, epsilon: 1e-6 };
 * const { w } = adadelta({ w: [1], v: [0], d: [0] }, { g: [500], ...step });
 * assertAlmostEquals(w[0]!, 1 - 0.002, 1e-9);
 * ```
 *
 * Source: M. Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012, algorithm 1.
 */
export function adadelta(
  state: { w: ArrayLike<number>; v: ArrayLike<number>; d: ArrayLike<number> },
  { g, rate, rho, epsilon }: {
    g: ArrayLike<number>;
    rate: number;
    rho: number;
    epsilon: number;
  },
): AdadeltaState {
  const w = Float64Array.from(state.w);
  const v = Float64Array.from(state.v, (value, i) => rho * value + (1 - rho) * g[i]! ** 2);
  const d = Float64Array.from(state.d);
  for (let i = 0; i < w.length; i++) {
    const step = Math.sqrt(d[i]! + epsilon) / Math.sqrt(v[i]! + epsilon) * g[i]!;
    d[i] = rho * d[i]! + (1 - rho) * step ** 2;
    w[i]! -= rate * step;
  }
  return { w, v, d };
}
