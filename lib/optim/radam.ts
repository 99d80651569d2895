import { checkBetween } from "../core/mod.ts";
import type { AdamOptions, AdamState } from "./adam.ts";
import { checkDecay } from "./check.ts";
import { type Optimizer, optimizerOf } from "./optimizer.ts";
import { scheduleOf } from "./schedule.ts";

/**
 * RAdam, rectified Adam: momentum alone while the mean square rests on few gradients, then Adam with
 * steps that grow as it rests on more. A warm-up that needs no tuning.
 *
 * `ρ∞ = 2 / (1 − β₂) − 1`, `ρₜ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)`. Where ρₜ <= 5, `w ← w − α m̂`; else
 * `w ← w − α r m̂ √(1 − β₂ᵗ) / (√v + ε)` with
 * `r = √((ρₜ − 4)(ρₜ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρₜ))`.
 *
 * Epsilon stands beside the raw root, and the bound is 5, as in PyTorch (the paper has 4).
 *
 * @param options Learning rate α (0.001), β₁, β₂, ε.
 * @returns The optimiser.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example It begins as momentum: the first step is the learning rate times the gradient
 * ```ts
 * import { radam } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = Float64Array.of(0);
 * const optimizer = radam({ learningRate: 0.5 });
 * const { step } = optimizer.update(Float64Array.of(3), optimizer.init(w), w);
 * assertAlmostEquals(step[0]!, -1.5);
 * ```
 *
 * Source: L. Liu et al., "On the variance of the adaptive learning rate and beyond", ICLR 2020.
 */
export function radam(options: Omit<AdamOptions, "epsilonOn"> = {}): Optimizer<AdamState> {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  checkDecay("create radam", "beta1", beta1);
  checkDecay("create radam", "beta2", beta2);
  checkBetween("create radam", "epsilon", epsilon, 0);
  const rate = scheduleOf("radam", learningRate);
  return optimizerOf({
    name: "radam",
    learningRate: rate,
    init: ({ length }) => ({ t: 0, m: new Float64Array(length), v: new Float64Array(length) }),
    advance(target, gradient, state) {
      const { m, v } = state;
      const alpha = rate(state.t++) / (1 - beta1 ** state.t);
      const rectified = rectify(state.t, beta2);
      for (let i = 0; i < target.length; i++) {
        const g = gradient[i]!;
        m[i] = beta1 * m[i]! + (1 - beta1) * g;
        v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
        const scale = rectified === undefined ? 1 : rectified / (Math.sqrt(v[i]!) + epsilon);
        target[i]! -= alpha * m[i]! * scale;
      }
    },
  });
}

/** r √(1 − β₂ᵗ), or nothing while the mean square cannot be trusted. */
function rectify(t: number, beta2: number): number | undefined {
  const limit = 2 / (1 - beta2) - 1;
  const correction = 1 - beta2 ** t;
  const rho = limit - 2 * t * beta2 ** t / correction;
  if (rho <= 5) return undefined;
  const share = (rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho);
  return Math.sqrt(share * correction);
}
