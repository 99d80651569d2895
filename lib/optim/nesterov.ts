import { checkDecay } from "./check.ts";
import type { MomentumState } from "./momentum.ts";
import { type Optimizer, optimizerOf } from "./optimizer.ts";
import { type LearningRate, scheduleOf } from "./schedule.ts";

/** What Nesterov's momentum takes beside the learning rate. */
export type NesterovOptions = LearningRate & {
  /** Share of the velocity that is kept, from 0 to below 1. @default 0.9 */
  beta?: number;
};

/**
 * Nesterov's accelerated gradient: momentum that looks where the velocity will carry it.
 *
 * `b ← β b + g`; `w ← w − α (g + β b)`
 *
 * The gradient is asked for where the parameters are, not ahead of them: the w here stand for the
 * point already ahead in Nesterov's own notation, as in PyTorch and Keras.
 *
 * @param options Learning rate α, share β kept.
 * @returns The optimiser.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example The first step counts the gradient 1 + β times
 * ```ts
 * import { nesterov } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const ahead = nesterov({ learningRate: 1, beta: 0.5 });
 * const w = Float64Array.of(0);
 * assertEquals(ahead.update(Float64Array.of(2), ahead.init(w), w).step, Float64Array.of(-3));
 * ```
 *
 * Source: Y. Nesterov, "A method of solving a convex programming problem with convergence rate
 * O(1/k²)" (1983); in this form I. Sutskever et al., ICML 2013.
 */
export function nesterov({ learningRate, beta = 0.9 }: NesterovOptions): Optimizer<MomentumState> {
  checkDecay("create nesterov", "beta", beta);
  const rate = scheduleOf("nesterov", learningRate);
  return optimizerOf({
    name: "nesterov",
    learningRate: rate,
    init: ({ length }) => ({ t: 0, velocity: new Float64Array(length) }),
    advance(target, gradient, state) {
      const { velocity: b } = state;
      const alpha = rate(state.t++);
      for (let i = 0; i < target.length; i++) {
        b[i] = beta * b[i]! + gradient[i]!;
        target[i]! -= alpha * (gradient[i]! + beta * b[i]!);
      }
    },
  });
}
