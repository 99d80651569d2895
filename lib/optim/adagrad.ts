import { checkBetween } from "../core/mod.ts";
import { checkAtLeast } from "./check.ts";
import { type Optimizer, optimizerOf } from "./optimizer.ts";
import { type LearningRate, scheduleOf } from "./schedule.ts";

/** What Adagrad takes. */
export type AdagradOptions = Partial<LearningRate> & {
  /** Keeps the divisor above 0 (Keras: 1e-7). @default 1e-10 */
  epsilon?: number;
  /** Whether epsilon is added to the root, as PyTorch does, or under it, as Keras. @default "root" */
  epsilonOn?: "root" | "square";
  /** The sum of squares before the first step, at least 0 (Keras: 0.1). @default 0 */
  initialSum?: number;
};

/** What Adagrad remembers: steps made, sum of squared gradients. */
export type AdagradState = { t: number; sum: Float64Array };

/**
 * Adagrad: each parameter has a learning rate of its own, smaller the more it has moved. Made for
 * features that are seldom there.
 *
 * `v ← v + g²`; `w ← w − α g / (√v + ε)`, or `α g / √(v + ε)` as Keras has it
 *
 * The sum only grows, so steps shrink like 1/√t and it may come to a halt before the minimum.
 *
 * @param options Learning rate α (0.01), ε and its place, and what the sum begins with.
 * @returns The optimiser.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example The first step has one length, whatever the gradient
 * ```ts
 * import { adagrad } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = Float64Array.of(0, 0);
 * const optimizer = adagrad({ learningRate: 0.5 });
 * const { step } = optimizer.update(Float64Array.of(1000, -0.001), optimizer.init(w), w);
 * assertAlmostEquals(step[0]!, -0.5, 1e-6);
 * assertAlmostEquals(step[1]!, 0.5, 1e-6);
 * ```
 *
 * Source: J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods for online learning and
 * stochastic optimization", JMLR 12 (2011).
 */
export function adagrad(options: AdagradOptions = {}): Optimizer<AdagradState> {
  const { learningRate = 0.01, epsilon = 1e-10, epsilonOn = "root", initialSum = 0 } = options;
  checkBetween("create adagrad", "epsilon", epsilon, 0);
  checkAtLeast("create adagrad", "initialSum", initialSum);
  const rate = scheduleOf("adagrad", learningRate);
  const under = epsilonOn === "square" ? epsilon : 0;
  const beside = epsilon - under;
  return optimizerOf({
    name: "adagrad",
    learningRate: rate,
    init: ({ length }) => ({ t: 0, sum: new Float64Array(length).fill(initialSum) }),
    advance(target, gradient, state) {
      const { sum: v } = state;
      const alpha = rate(state.t++);
      for (let i = 0; i < target.length; i++) {
        const g = gradient[i]!;
        v[i]! += g * g;
        target[i]! -= alpha * g / (Math.sqrt(v[i]! + under) + beside);
      }
    },
  });
}
