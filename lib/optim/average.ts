import { checkInteger } from "../core/mod.ts";
import { checkDecay } from "./check.ts";

/** Which iterates are averaged, and how. */
export type AverageOptions = {
  /** Share of the average that is kept at each step, for one that forgets; all alike without it. */
  decay?: number;
  /** How many iterates are passed over first. @default 0 */
  from?: number;
};

/** An average of iterates so far: how many were offered, and their weighted mean. */
export type AverageState = { seen: number; mean: Float64Array };

/** Averages the parameters that an optimiser passes: two pure functions, like an optimiser. */
export type IterateAverage = {
  /** Before the first iterate, of shape `(d)`. */
  init(params: Float64Array): AverageState;
  /** With one iterate more. */
  update(state: AverageState, params: Float64Array): AverageState;
};

/**
 * Averaging of iterates: where gradients are noisy, the mean of the points passed lies closer to the
 * minimum than the last of them.
 *
 * Without `decay`, Polyak and Ruppert's mean of all iterates, `(w₁ + … + wₜ) / t`; with it, the
 * exponential average `(1 − γ) Σ γᵗ⁻ˢ wₛ / (1 − γᵗ)`, whose weights sum to 1 from the first on.
 *
 * Until an iterate counts, the mean is the newest one.
 *
 * @param options Decay γ, and how many iterates are passed over.
 * @returns The averaging.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example The mean of 1, 2 and 6
 * ```ts
 * import { averageOfIterates } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const average = averageOfIterates();
 * let state = average.init(Float64Array.of(0));
 * for (const w of [1, 2, 6]) state = average.update(state, Float64Array.of(w));
 * assertEquals(state.mean, Float64Array.of(3));
 * ```
 *
 * Source: B. Polyak, A. Juditsky, "Acceleration of stochastic approximation by averaging", SIAM
 * Journal on Control and Optimization 30 (1992).
 */
export function averageOfIterates({ decay, from = 0 }: AverageOptions = {}): IterateAverage {
  if (decay !== undefined) checkDecay("average iterates", "decay", decay);
  checkInteger("average iterates", "from", from);
  return {
    init: (params) => ({ seen: 0, mean: params.slice() }),
    update(state, params) {
      const seen = state.seen + 1;
      const counted = Math.max(1, seen - from);
      const weight = decay === undefined ? 1 / counted : (1 - decay) / (1 - decay ** counted);
      const mean = state.mean.map((value, i) => value + weight * (params[i]! - value));
      return { seen, mean };
    },
  };
}
