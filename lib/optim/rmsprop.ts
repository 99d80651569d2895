import { checkBetween } from "../core/mod.ts";
import { checkDecay } from "./check.ts";
import { type Optimizer, optimizerOf } from "./optimizer.ts";
import { type LearningRate, scheduleOf } from "./schedule.ts";

/** What RMSprop takes. */
export type RmspropOptions = Partial<LearningRate> & {
  /** Share of the mean square that is kept, from 0 to below 1 (Keras: 0.9). @default 0.99 */
  rho?: number;
  /** Share of the velocity that is kept, from 0 to below 1. @default 0 */
  momentum?: number;
  /** Whether gradients are divided by their deviation instead of their mean square. @default false */
  centered?: boolean;
  /** Keeps the divisor above 0 (Keras: 1e-7). @default 1e-8 */
  epsilon?: number;
  /** Whether epsilon is added to the root, as PyTorch does, or under it, as Keras. @default "root" */
  epsilonOn?: "root" | "square";
};

/** What RMSprop remembers: steps made, running means of g² and g, velocity. */
export type RmspropState = {
  t: number;
  square: Float64Array;
  mean: Float64Array;
  velocity: Float64Array;
};

/**
 * RMSprop: gradients divided by the root of their recent mean square, so that steep and flat
 * directions are walked at one pace.
 *
 * `v ← ρ v + (1 − ρ) g²`; `w ← w − α g / (√v + ε)`
 *
 * Centred, v − a² with `a ← ρ a + (1 − ρ) g` stands for v. With momentum, `b ← β b + g / (√v + ε)` is
 * followed instead. Keras has `√(v + ε)`.
 *
 * @param options Learning rate α (0.01), ρ, momentum β, whether centred, ε and its place.
 * @returns The optimiser.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example With ρ = 0 only the sign of the gradient counts
 * ```ts
 * import { rmsprop } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const w = Float64Array.of(0, 0);
 * const optimizer = rmsprop({ learningRate: 0.5, rho: 0, epsilon: 1e-300 });
 * const { step } = optimizer.update(Float64Array.of(300, -0.01), optimizer.init(w), w);
 * assertEquals(step, Float64Array.of(-0.5, 0.5));
 * ```
 *
 * Source: T. Tieleman, G. Hinton, "Neural networks for machine learning", lecture 6e (2012);
 * centred: A. Graves, "Generating sequences with recurrent neural networks" (2013), eq. 38–45.
 */
export function rmsprop(options: RmspropOptions = {}): Optimizer<RmspropState> {
  const { learningRate = 0.01, rho = 0.99, momentum = 0, centered = false } = options;
  const { epsilon = 1e-8, epsilonOn = "root" } = options;
  checkDecay("create rmsprop", "rho", rho);
  checkDecay("create rmsprop", "momentum", momentum);
  checkBetween("create rmsprop", "epsilon", epsilon, 0);
  const rate = scheduleOf("rmsprop", learningRate);
  const under = epsilonOn === "square" ? epsilon : 0;
  const beside = epsilon - under;
  return optimizerOf({
    name: "rmsprop",
    learningRate: rate,
    init: ({ length }) => ({
      t: 0,
      square: new Float64Array(length),
      mean: new Float64Array(centered ? length : 0),
      velocity: new Float64Array(length),
    }),
    advance(target, gradient, state) {
      const { square: v, mean: a, velocity: b } = state;
      const alpha = rate(state.t++);
      for (let i = 0; i < target.length; i++) {
        const g = gradient[i]!;
        v[i] = rho * v[i]! + (1 - rho) * g * g;
        if (centered) a[i] = rho * a[i]! + (1 - rho) * g;
        // Rounding can push v − a² below 0, where the gradient has hardly changed.
        const spread = centered ? Math.max(0, v[i]! - a[i]! * a[i]!) : v[i]!;
        const scaled = g / (Math.sqrt(spread + under) + beside);
        b[i] = momentum * b[i]! + scaled;
        target[i]! -= alpha * b[i]!;
      }
    },
  });
}
