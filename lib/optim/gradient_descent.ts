import { type Optimizer, optimizerOf } from "./optimizer.ts";
import { type LearningRate, scheduleOf } from "./schedule.ts";

/** What gradient descent remembers: the steps made, for the schedule. */
export type GradientDescentState = { t: number };

/**
 * Gradient descent: a step against the slope, in proportion to it.
 *
 * `w ← w − α g`
 *
 * With gradients of random mini-batches this is stochastic gradient descent.
 *
 * @param options The learning rate α.
 * @returns The optimiser.
 * @throws {RangeError} If the learning rate is not above 0.
 *
 * @example One step on w² from 1, where the slope is 2
 * ```ts
 * import { gradientDescent } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const w = Float64Array.of(1);
 * const descent = gradientDescent({ learningRate: 0.25 });
 * const { step } = descent.update(Float64Array.of(2), descent.init(w), w);
 * assertEquals(step, Float64Array.of(-0.5));
 * ```
 *
 * Source: A. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées"
 * (1847); H. Robbins, S. Monro, "A stochastic approximation method" (1951).
 */
export function gradientDescent({ learningRate }: LearningRate): Optimizer<GradientDescentState> {
  const rate = scheduleOf("gradientDescent", learningRate);
  return optimizerOf({
    name: "gradientDescent",
    learningRate: rate,
    init: () => ({ t: 0 }),
    advance(target, gradient, state) {
      const alpha = rate(state.t++);
      for (let i = 0; i < target.length; i++) target[i]! -= alpha * gradient[i]!;
    },
  });
}
