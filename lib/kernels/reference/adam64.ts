import type { AdamState, AdamStep } from "./adam.ts";

/**
 * One step of Adam in float64, each number by the operations of the kernel in their order, so that
 * the two agree bit for bit.
 *
 * `m' = beta1 · m + (1 − beta1) · g`, `v' = beta2 · v + (1 − beta2) · g · g`,
 * `w' = w − rate · m' / (√(v' · scale) + epsilon)`
 *
 * @param state Parameters and moments before the step, each of shape `(n)`; left as they are.
 * @param options The gradient `g`, shape `(n)`, and the step's settings.
 * @returns Parameters and moments after the step.
 *
 * @example The first step, bias corrections included, has the length of the learning rate
 * ```ts
 * import { adam64 } from "./adam64.ts";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [w, m, v, g] = [1, 0, 0, -5].map((value) => Float64Array.of(value));
 * const step = { rate: 0.1 / 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, scale: 1 / 0.001 };
 * assertAlmostEquals(adam64({ w: w!, m: m!, v: v! }, { g: g!, ...step }).w[0]!, 1.1, 1e-8);
 * ```
 *
 * Source: D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1.
 */
export function adam64(state: AdamState, options: AdamStep & { g: Float64Array }): AdamState {
  const { g, rate, beta1, beta2, epsilon, scale } = options;
  const m = state.m.map((value, i) => beta1 * value + (1 - beta1) * g[i]!);
  const v = state.v.map((value, i) => beta2 * value + (1 - beta2) * g[i]! * g[i]!);
  const w = state.w.map((value, i) => value - rate * m[i]! / (Math.sqrt(v[i]! * scale) + epsilon));
  return { w, m, v };
}
