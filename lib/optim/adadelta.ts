import { checkBetween } from "../core/mod.ts";
import { checkDecay } from "./check.ts";
import { type Optimizer, optimizerOf } from "./optimizer.ts";
import { type LearningRate, scheduleOf } from "./schedule.ts";

/** What Adadelta takes. */
export type AdadeltaOptions = Partial<LearningRate> & {
  /** Share of both means that is kept, from 0 to below 1 (Keras: 0.95). @default 0.9 */
  rho?: number;
  /** Above 0: its root is the first step's length (Keras: 1e-7). @default 1e-6 */
  epsilon?: number;
};

/** What Adadelta remembers: steps made, running means of squared gradients and squared steps. */
export type AdadeltaState = { t: number; square: Float64Array; squareStep: Float64Array };

/**
 * Adadelta: RMSprop whose learning rate is the root mean square of its own recent steps, so that a
 * step has the unit of the parameters.
 *
 * `v ← ρ v + (1 − ρ) g²`; `Δ = √(u + ε) / √(v + ε) · g`; `u ← ρ u + (1 − ρ) Δ²`; `w ← w − α Δ`
 *
 * It begins slowly: the first step is about √ε long.
 *
 * @param options Learning rate α (1, which the paper does without), ρ, ε.
 * @returns The optimiser.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example The first step
 * ```ts
 * import { adadelta } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = Float64Array.of(0);
 * const optimizer = adadelta({ rho: 0.75, epsilon: 1e-6 });
 * const { step } = optimizer.update(Float64Array.of(4), optimizer.init(w), w);
 * assertAlmostEquals(step[0]!, -0.002, 1e-9); // √1e-6 / √(¼ · 16) · 4
 * ```
 *
 * Source: M. Zeiler, "ADADELTA: an adaptive learning rate method" (2012), algorithm 1.
 */
export function adadelta(options: AdadeltaOptions = {}): Optimizer<AdadeltaState> {
  const { learningRate = 1, rho = 0.9, epsilon = 1e-6 } = options;
  checkDecay("create adadelta", "rho", rho);
  checkBetween("create adadelta", "epsilon", epsilon, 0);
  const rate = scheduleOf("adadelta", learningRate);
  return optimizerOf({
    name: "adadelta",
    learningRate: rate,
    init: ({ length }) => ({
      t: 0,
      square: new Float64Array(length),
      squareStep: new Float64Array(length),
    }),
    advance(target, gradient, state) {
      const { square: v, squareStep: u } = state;
      const alpha = rate(state.t++);
      for (let i = 0; i < target.length; i++) {
        const g = gradient[i]!;
        v[i] = rho * v[i]! + (1 - rho) * g * g;
        const delta = Math.sqrt(u[i]! + epsilon) / Math.sqrt(v[i]! + epsilon) * g;
        u[i] = rho * u[i]! + (1 - rho) * delta * delta;
        target[i]! -= alpha * delta;
      }
    },
  });
}
