import { checkAtLeast } from "./check.ts";
import type { Optimizer, OptimizerState } from "./optimizer.ts";
import { along } from "./vector.ts";

/**
 * Adds an L2 penalty's gradient before the optimiser sees it: `g ← g + λ w`, as PyTorch's
 * `weight_decay` does everywhere but in AdamW. The loss gains `λ ‖w‖² / 2`.
 *
 * @param optimizer What to wrap.
 * @param weightDecay λ, at least 0.
 * @returns The optimiser, whose state is that of the one wrapped.
 * @throws {RangeError} If λ is below 0.
 *
 * @example
 * ```ts
 * import { gradientDescent, withWeightDecay } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const decaying = withWeightDecay(gradientDescent({ learningRate: 0.5 }), 0.25);
 * const w = Float64Array.of(8);
 * assertEquals(decaying.update(Float64Array.of(0), decaying.init(w), w).step, Float64Array.of(-1));
 * ```
 */
export function withWeightDecay<State extends OptimizerState>(
  optimizer: Optimizer<State>,
  weightDecay: number,
): Optimizer<State> {
  checkAtLeast("add weight decay", "weightDecay", weightDecay);
  return {
    ...optimizer,
    update: (gradient, state, params, problem) =>
      optimizer.update(along(gradient, weightDecay, params), state, params, problem),
    updateInPlace: (params, gradient, state, problem) =>
      optimizer.updateInPlace(params, along(gradient, weightDecay, params), state, problem),
  };
}

/** What decoupled weight decay remembers: steps made, and what the optimiser inside does. */
export type DecoupledState<State extends OptimizerState> = { t: number; inner: State };

/**
 * Lets all weights shrink by the same share at each step, beside what the optimiser does:
 * `w ← w − α λ w + step`, as AdamW does.
 *
 * @param optimizer What to wrap; its learning rate is the α.
 * @param weightDecay λ, at least 0.
 * @returns The optimiser.
 * @throws {RangeError} If λ is below 0, or the optimiser has no learning rate.
 *
 * @example AMSGrad with weight decay
 * ```ts
 * import { amsgrad, withDecoupledDecay } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const optimizer = withDecoupledDecay(amsgrad({ learningRate: 0.1 }), 0.5);
 * const w = Float64Array.of(10);
 * const { step } = optimizer.update(Float64Array.of(0), optimizer.init(w), w);
 * assertAlmostEquals(step[0]!, -0.5);
 * ```
 *
 * Source: I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019.
 */
export function withDecoupledDecay<State extends OptimizerState>(
  optimizer: Optimizer<State>,
  weightDecay: number,
): Optimizer<DecoupledState<State>> {
  checkAtLeast("add weight decay", "weightDecay", weightDecay);
  const { learningRate } = optimizer;
  if (!learningRate) {
    throw new RangeError(
      `Cannot add weight decay: an optimiser with a learning rate is needed, got ${optimizer.name}`,
    );
  }
  return {
    ...optimizer,
    init: (params) => ({ t: 0, inner: optimizer.init(params) }),
    update(gradient, { t, inner }, params, problem) {
      const share = learningRate(t) * weightDecay;
      const { step, state } = optimizer.update(gradient, inner, params, problem);
      return { step: along(step, -share, params), state: { t: t + 1, inner: state } };
    },
    updateInPlace(params, gradient, state, problem) {
      const share = learningRate(state.t++) * weightDecay;
      for (let i = 0; i < params.length; i++) params[i]! -= share * params[i]!;
      optimizer.updateInPlace(params, gradient, state.inner, problem);
    },
  };
}
