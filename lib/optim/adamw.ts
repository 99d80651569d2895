import { adam, type AdamOptions } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";
import { type DecoupledState, withDecoupledDecay } from "./weight_decay.ts";
import type { AdamState } from "./adam.ts";

/** What AdamW takes beside Adam's options. */
export type AdamwOptions = AdamOptions & {
  /** Share of the parameters taken away at each step, times the learning rate. @default 0.01 */
  weightDecay?: number;
};

/**
 * AdamW: Adam with weight decay beside it. An L2 term in the loss would be divided by Adam's root like
 * any gradient, so that weights with steep gradients would hardly decay; here all decay alike.
 *
 * `w ← w − α (λ w + m̂ / (√v̂ + ε))`
 *
 * With λ = 0 it is Adam. For AMSGrad with weight decay put {@linkcode withDecoupledDecay} around it.
 *
 * @param options As for Adam, and the decay λ.
 * @returns The optimiser.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example Where the gradient is 0, weights shrink by α λ
 * ```ts
 * import { adamw } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = Float64Array.of(10);
 * const optimizer = adamw({ learningRate: 0.1, weightDecay: 0.5 });
 * const { step } = optimizer.update(Float64Array.of(0), optimizer.init(w), w);
 * assertAlmostEquals(step[0]!, -0.5);
 * ```
 *
 * Source: I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2.
 */
export function adamw(
  { weightDecay = 0.01, ...options }: AdamwOptions = {},
): Optimizer<DecoupledState<AdamState>> {
  return { ...withDecoupledDecay(adam(options), weightDecay), name: "adamw" };
}
