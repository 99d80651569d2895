import { type Optimizer, optimizerOf } from "./optimizer.ts";
import { checkDecay } from "./check.ts";
import { type LearningRate, scheduleOf } from "./schedule.ts";

/** What momentum takes beside the learning rate. */
export type MomentumOptions = LearningRate & {
  /** Share of the velocity that is kept, from 0 to below 1. @default 0.9 */
  beta?: number;
  /** Share of each new gradient that is left out, from 0 to below 1. @default 0 */
  dampening?: number;
};

/** What momentum remembers: steps made, velocity. */
export type MomentumState = { t: number; velocity: Float64Array };

/**
 * Gradient descent with momentum, the heavy ball: gradients that agree add up, those that change
 * sign cancel.
 *
 * `b ← β b + (1 − τ) g`, at the first step `b ← g`; `w ← w − α b`
 *
 * With β = 0 it is gradient descent. A steady gradient is followed with `α / (1 − β)`. Keras keeps
 * `α b` instead of b, which differs only under a changing learning rate.
 *
 * @param options Learning rate α, share β kept, dampening τ.
 * @returns The optimiser.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example A steady gradient makes longer and longer steps
 * ```ts
 * import { momentum } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const ball = momentum({ learningRate: 1, beta: 0.5 });
 * const w = Float64Array.of(0);
 * const state = ball.init(w);
 * for (let t = 0; t < 3; t++) ball.updateInPlace(w, Float64Array.of(1), state);
 * assertEquals(w[0], -(1 + 1.5 + 1.75));
 * ```
 *
 * Source: B. Polyak, "Some methods of speeding up the convergence of iteration methods" (1964);
 * the dampening is PyTorch's.
 */
export function momentum(
  { learningRate, beta = 0.9, dampening = 0 }: MomentumOptions,
): Optimizer<MomentumState> {
  checkDecay("create momentum", "beta", beta);
  checkDecay("create momentum", "dampening", dampening);
  const rate = scheduleOf("momentum", learningRate);
  return optimizerOf({
    name: "momentum",
    learningRate: rate,
    init: ({ length }) => ({ t: 0, velocity: new Float64Array(length) }),
    advance(target, gradient, state) {
      const { velocity: b } = state;
      const fresh = state.t === 0 ? 1 : 1 - dampening;
      const alpha = rate(state.t++);
      for (let i = 0; i < target.length; i++) {
        b[i] = beta * b[i]! + fresh * gradient[i]!;
        target[i]! -= alpha * b[i]!;
      }
    },
  });
}
