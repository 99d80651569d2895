/** Numbers that one step of {@linkcode adamBySteps} depends on, each a float32. */
export type AdamNumbers = {
  beta1: number;
  rest1: number;
  beta2: number;
  rest2: number;
  /** The moments' bias corrections, 1 − betaᵗ. */
  left1: number;
  left2: number;
  epsilon: number;
  /** The learning rate, negative. */
  rate: number;
};

/**
 * One step of Adam as fourteen operations, each rounded to float32.
 *
 * `m' = m · beta1 + g · rest1`, `v' = v · beta2 + g² · rest2`,
 * `w' = m' / left1 / (√(v' / left2) + epsilon) · rate + w`; an `m'` below 2⁻¹²⁶ becomes 0, and
 * a `g²` below it counts as 0.
 *
 * @param state Parameters, both moments and the gradient, each of shape `(n)`; left as they are.
 * @param numbers The step's settings.
 * @returns Parameters and moments after the step.
 *
 * @example The first step has the length of the learning rate
 * ```ts
 * import { adamBySteps } from "./adam_by_steps.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const numbers = { beta1: 0.9, rest1: 0.1, beta2: 0.999, rest2: 0.001, left1: 0.1, left2: 0.001 };
 * const state = { w: [1], m: [0], v: [0], g: [-5] };
 * const { w } = adamBySteps(state, { ...numbers, epsilon: 1e-7, rate: -0.1 });
 * assertAlmostEquals(w[0]!, 1.1, 1e-6);
 * ```
 *
 * Source: D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1.
 */
export function adamBySteps(
  { w, m, v, g }: Record<"w" | "m" | "v" | "g", ArrayLike<number>>,
  { beta1, rest1, beta2, rest2, left1, left2, epsilon, rate }: AdamNumbers,
): Record<"w" | "m" | "v", Float32Array> {
  const f = Math.fround;
  const out = { w: Float32Array.from(w), m: Float32Array.from(m), v: Float32Array.from(v) };
  for (let i = 0; i < w.length; i++) {
    const sum = f(f(m[i]! * beta1) + f(g[i]! * rest1));
    const mi = Math.abs(sum) < 2 ** -126 ? 0 : sum;
    const square = g[i]! ** 2 < 2 ** -126 ? 0 : f(g[i]! ** 2);
    const vi = f(f(v[i]! * beta2) + f(square * rest2));
    const root = f(f(Math.sqrt(f(vi / left2))) + epsilon);
    out.m[i] = mi;
    out.v[i] = vi;
    out.w[i] = f(f(f(mi / left1) / root) * rate) + w[i]!;
  }
  return out;
}
