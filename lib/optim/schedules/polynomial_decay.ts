import type { Schedule } from "../schedule.ts";
import { checkSchedule } from "./check_schedule.ts";

/** What `polynomialDecay` takes. */
export type PolynomialDecayOptions = {
  /** The rate of the first step, at least 0. */
  initial: number;
  /** The rate after `steps` steps, at least 0. @default 0 */
  final?: number;
  /** How many steps it takes, at least 1. */
  steps: number;
  /** Above 0: 1 is a straight line. @default 1 */
  power?: number;
  /** Whether, each time it has arrived, it starts again over twice, thrice … the steps. @default false */
  cycle?: boolean;
};

/**
 * A learning rate on its way from one value to another: `αₜ = (α₀ − α₁)(1 − t / k)^p + α₁`. It may
 * also rise, which makes it a linear warm-up.
 *
 * After k steps it stays. With `cycle`, k stands for the next multiple of k that is at least t.
 *
 * @param options α₀ as `initial`, α₁ as `final`, k as `steps`, p as `power`.
 * @returns The schedule.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { polynomialDecay } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const rate = polynomialDecay({ initial: 1, steps: 10, power: 2 });
 * assertEquals([0, 5, 10, 99].map(rate), [1, 0.25, 0, 0]);
 * ```
 */
export function polynomialDecay(
  { initial, final = 0, steps, power = 1, cycle = false }: PolynomialDecayOptions,
): Schedule {
  checkSchedule("polynomialDecay", {
    rates: { initial, final },
    counts: { steps },
    factors: { power },
  });
  return (t) => {
    const span = cycle ? steps * Math.max(1, Math.ceil(t / steps)) : steps;
    return (initial - final) * (1 - Math.min(t, span) / span) ** power + final;
  };
}
