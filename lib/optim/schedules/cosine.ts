import type { Schedule } from "../schedule.ts";
import { checkSchedule } from "./check_schedule.ts";

/** What `cosine` takes. */
export type CosineOptions = {
  /** The rate of the first step, at least 0. */
  initial: number;
  /** The rate after `steps` steps, at least 0. @default 0 */
  final?: number;
  /** How many steps it takes, at least 1. */
  steps: number;
  /** Afterwards it stays, or rises and falls again, as PyTorch's CosineAnnealingLR does. @default "stay" */
  afterwards?: "stay" | "wave";
};

/**
 * A learning rate that falls along half a cosine wave, slow at both ends:
 * `αₜ = α₁ + (α₀ − α₁)(1 + cos(π t / k)) / 2`.
 *
 * For a warm-up put {@linkcode withWarmUp} around it.
 *
 * @param options α₀ as `initial`, α₁ as `final`, k as `steps`, and what comes afterwards.
 * @returns The schedule.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { cosine } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const rate = cosine({ initial: 1, steps: 30 });
 * assertAlmostEquals(rate(10), 0.75);
 * assertAlmostEquals(rate(99), 0);
 * ```
 *
 * Source: I. Loshchilov, F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR
 * 2017, eq. 5.
 */
export function cosine(
  { initial, final = 0, steps, afterwards = "stay" }: CosineOptions,
): Schedule {
  checkSchedule("cosine", { rates: { initial, final }, counts: { steps } });
  return (t) => {
    const done = (afterwards === "wave" ? t : Math.min(t, steps)) / steps;
    return final + (initial - final) * (1 + Math.cos(Math.PI * done)) / 2;
  };
}
