import { type AdamOptions, adamSettings, type AdamState } from "./adam.ts";
import { type Optimizer, optimizerOf } from "./optimizer.ts";

/** What AMSGrad remembers: Adam's means, and the largest mean square so far. */
export type AmsgradState = AdamState & { largest: Float64Array };

/**
 * AMSGrad: Adam whose divisor never shrinks, so that one rare large gradient is not forgotten. There
 * are convex problems on which Adam ends at the worst point and AMSGrad does not.
 *
 * As Adam, with `max(v₁, …, vₜ)` in place of vₜ. The largest is taken before the correction for the
 * start at 0, as in PyTorch and Keras.
 *
 * @param options As for Adam.
 * @returns The optimiser.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example After a large gradient it stays careful
 * ```ts
 * import { adam, amsgrad } from "descent/optim";
 * import { assert } from "@std/assert";
 *
 * const walked = [adam({ beta2: 0.5 }), amsgrad({ beta2: 0.5 })].map((optimizer) => {
 *   const w = Float64Array.of(0);
 *   const state = optimizer.init(w);
 *   for (const g of [-100, 1, 1, 1, 1, 1, 1, 1, 1, 1]) {
 *     optimizer.updateInPlace(w, Float64Array.of(g), state);
 *   }
 *   return w[0]!;
 * });
 * assert(walked[0]! > walked[1]!);
 * ```
 *
 * Source: S. Reddi, S. Kale, S. Kumar, "On the convergence of Adam and beyond", ICLR 2018.
 */
export function amsgrad(options: AdamOptions = {}): Optimizer<AmsgradState> {
  const { beta1, beta2, rate, scales } = adamSettings("amsgrad", options);
  return optimizerOf({
    name: "amsgrad",
    learningRate: rate,
    init: ({ length }) => ({
      t: 0,
      m: new Float64Array(length),
      v: new Float64Array(length),
      largest: new Float64Array(length),
    }),
    advance(target, gradient, state) {
      const { m, v, largest } = state;
      const { mScale, vScale, epsilon } = scales(++state.t);
      for (let i = 0; i < target.length; i++) {
        const g = gradient[i]!;
        const mean = m[i] = beta1 * m[i]! + (1 - beta1) * g;
        const square = v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
        const most = largest[i] = Math.max(largest[i]!, square);
        target[i]! -= mScale * mean / (Math.sqrt(most * vScale) + epsilon);
      }
    },
  });
}
