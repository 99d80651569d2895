import { checkAtLeast, checkDecay } from "./check.ts";
import { type Optimizer, optimizerOf } from "./optimizer.ts";
import { type LearningRate, scheduleOf } from "./schedule.ts";

/** What Lion takes. */
export type LionOptions = Partial<LearningRate> & {
  /** Share of the old mean in the sign that is followed, from 0 to below 1. @default 0.9 */
  beta1?: number;
  /** Share of the mean that is kept, from 0 to below 1. @default 0.99 */
  beta2?: number;
  /** Share of the parameters taken away at each step, times the learning rate. @default 0 */
  weightDecay?: number;
};

/** What Lion remembers: steps made, running mean of the gradient. */
export type LionState = { t: number; m: Float64Array };

/**
 * Lion, evolved sign momentum: every parameter moves by exactly the learning rate, in the direction
 * in which the gradients agree.
 *
 * `w ← w − α (sign(β₁ m + (1 − β₁) g) + λ w)`; `m ← β₂ m + (1 − β₂) g`
 *
 * Without a falling learning rate it ends by stepping to and fro around the minimum, α wide.
 *
 * @param options Learning rate α (0.0001), β₁, β₂, decay λ.
 * @returns The optimiser.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example Only signs count
 * ```ts
 * import { lion } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const w = Float64Array.of(0, 0, 0);
 * const optimizer = lion({ learningRate: 0.5 });
 * const { step } = optimizer.update(Float64Array.of(300, -0.01, 0), optimizer.init(w), w);
 * assertEquals(step, Float64Array.of(-0.5, 0.5, 0));
 * ```
 *
 * Source: X. Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023, program 1.
 */
export function lion(options: LionOptions = {}): Optimizer<LionState> {
  const { learningRate = 1e-4, beta1 = 0.9, beta2 = 0.99, weightDecay = 0 } = options;
  checkDecay("create lion", "beta1", beta1);
  checkDecay("create lion", "beta2", beta2);
  checkAtLeast("create lion", "weightDecay", weightDecay);
  const rate = scheduleOf("lion", learningRate);
  return optimizerOf({
    name: "lion",
    learningRate: rate,
    init: ({ length }) => ({ t: 0, m: new Float64Array(length) }),
    advance(target, gradient, state, params) {
      const { m } = state;
      const alpha = rate(state.t++);
      for (let i = 0; i < target.length; i++) {
        const g = gradient[i]!;
        const direction = Math.sign(beta1 * m[i]! + (1 - beta1) * g);
        target[i]! -= alpha * (direction + weightDecay * params[i]!);
        m[i] = beta2 * m[i]! + (1 - beta2) * g;
      }
    },
  });
}
