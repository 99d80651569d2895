import { checkBetween } from "../core/mod.ts";
import type { AdamOptions } from "./adam.ts";
import { checkDecay } from "./check.ts";
import { type Optimizer, optimizerOf } from "./optimizer.ts";
import { scheduleOf } from "./schedule.ts";

/** What Adamax takes. */
export type AdamaxOptions = Omit<AdamOptions, "epsilonOn"> & {
  /**
   * Where epsilon stands: "gradient" adds it to |g| before the largest is taken, as PyTorch does;
   * "divisor" to the largest, as Keras does. @default "gradient"
   */
  epsilonOn?: "gradient" | "divisor";
};

/** What Adamax remembers: steps made, running mean of g, decaying largest |g|. */
export type AdamaxState = { t: number; m: Float64Array; largest: Float64Array };

/**
 * Adamax: Adam with the largest gradient, slowly forgotten, in place of the root mean square.
 *
 * `m ← β₁ m + (1 − β₁) g`, `u ← max(β₂ u, |g| + ε)`; `w ← w − α / (1 − β₁ᵗ) · m / u`
 *
 * @param options Learning rate α (0.002), β₁, β₂, ε and its place.
 * @returns The optimiser.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example The first step has the learning rate's length
 * ```ts
 * import { adamax } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = Float64Array.of(0);
 * const optimizer = adamax({ learningRate: 0.5 });
 * const { step } = optimizer.update(Float64Array.of(-300), optimizer.init(w), w);
 * assertAlmostEquals(step[0]!, 0.5, 1e-9);
 * ```
 *
 * Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 2.
 */
export function adamax(options: AdamaxOptions = {}): Optimizer<AdamaxState> {
  const { learningRate = 0.002, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  checkDecay("create adamax", "beta1", beta1);
  checkDecay("create adamax", "beta2", beta2);
  checkBetween("create adamax", "epsilon", epsilon, 0);
  const rate = scheduleOf("adamax", learningRate);
  const inside = options.epsilonOn === "divisor" ? 0 : epsilon;
  const beside = epsilon - inside;
  return optimizerOf({
    name: "adamax",
    learningRate: rate,
    init: ({ length }) => ({
      t: 0,
      m: new Float64Array(length),
      largest: new Float64Array(length),
    }),
    advance(target, gradient, state) {
      const { m, largest: u } = state;
      const alpha = rate(state.t++) / (1 - beta1 ** state.t);
      for (let i = 0; i < target.length; i++) {
        const g = gradient[i]!;
        m[i] = beta1 * m[i]! + (1 - beta1) * g;
        u[i] = Math.max(beta2 * u[i]!, Math.abs(g) + inside);
        target[i]! -= alpha * m[i]! / (u[i]! + beside);
      }
    },
  });
}
