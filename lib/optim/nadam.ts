import { type AdamOptions, adamSettings, type AdamState } from "./adam.ts";
import { checkAtLeast } from "./check.ts";
import { type Optimizer, optimizerOf } from "./optimizer.ts";

/** What Nadam takes beside Adam's options. */
export type NadamOptions = Omit<AdamOptions, "epsilonOn"> & {
  /** How fast the momentum grows to its full share (PyTorch's; Keras: 1). @default 0.004 */
  momentumDecay?: number;
};

/** What Nadam remembers: Adam's means, and the product of the momenta so far. */
export type NadamState = AdamState & { product: number };

/**
 * Nadam: Adam that looks ahead like Nesterov's momentum, with a momentum that grows slowly.
 *
 * `μₜ = β₁ (1 − ½ · 0.96^(t ψ))`;
 * `w ← w − α ((1 − μₜ) g / (1 − Π μ₁…ₜ) + μₜ₊₁ m / (1 − Π μ₁…ₜ₊₁)) / (√v̂ + ε)`
 *
 * @param options Learning rate α (0.002), β₁, β₂, ε, and ψ as `momentumDecay`.
 * @returns The optimiser.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example A first step against the slope
 * ```ts
 * import { nadam } from "descent/optim";
 * import { assert } from "@std/assert";
 *
 * const w = Float64Array.of(0);
 * const optimizer = nadam({ learningRate: 0.1 });
 * assert(optimizer.update(Float64Array.of(5), optimizer.init(w), w).step[0]! < 0);
 * ```
 *
 * Source: T. Dozat, "Incorporating Nesterov momentum into Adam" (2016); 0.96 and ½ from there.
 */
export function nadam(
  { learningRate = 0.002, momentumDecay = 0.004, ...options }: NadamOptions = {},
): Optimizer<NadamState> {
  checkAtLeast("create nadam", "momentumDecay", momentumDecay);
  const { beta1, beta2, rate, scales } = adamSettings("nadam", { ...options, learningRate });
  const momentumAt = (t: number) => beta1 * (1 - 0.5 * 0.96 ** (t * momentumDecay));
  return optimizerOf({
    name: "nadam",
    learningRate: rate,
    init: ({ length }) => ({
      t: 0,
      m: new Float64Array(length),
      v: new Float64Array(length),
      product: 1,
    }),
    advance(target, gradient, state) {
      const { m, v } = state;
      const { vScale, epsilon } = scales(++state.t);
      const alpha = rate(state.t - 1);
      const [now, next] = [momentumAt(state.t), momentumAt(state.t + 1)];
      state.product *= now;
      const gScale = alpha * (1 - now) / (1 - state.product);
      const mScale = alpha * next / (1 - state.product * next);
      for (let i = 0; i < target.length; i++) {
        const g = gradient[i]!;
        const mean = m[i] = beta1 * m[i]! + (1 - beta1) * g;
        const square = v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
        target[i]! -= (gScale * g + mScale * mean) / (Math.sqrt(square * vScale) + epsilon);
      }
    },
  });
}
