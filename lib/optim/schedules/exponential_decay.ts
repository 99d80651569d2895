import type { Schedule } from "../schedule.ts";
import { checkSchedule } from "./check_schedule.ts";

/** What `exponentialDecay` takes. */
export type ExponentialDecayOptions = {
  /** The rate of the first step, at least 0. */
  initial: number;
  /** What it is multiplied with, above 0. */
  factor: number;
  /** In how many steps, at least 1. @default 1 */
  over?: number;
  /** Whether it falls only after whole spans of `over` steps. @default false */
  staircase?: boolean;
};

/**
 * A learning rate that falls by the same share with every step: `αₜ = α₀ · q^(t / k)`.
 *
 * @param options α₀ as `initial`, q as `factor`, k as `over`.
 * @returns The schedule.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { exponentialDecay } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const rate = exponentialDecay({ initial: 1, factor: 0.25, over: 10 });
 * assertEquals([0, 5, 10].map(rate), [1, 0.5, 0.25]);
 * ```
 */
export function exponentialDecay(
  { initial, factor, over = 1, staircase = false }: ExponentialDecayOptions,
): Schedule {
  checkSchedule("exponentialDecay", {
    rates: { initial },
    factors: { factor },
    counts: { over },
  });
  return (t) => initial * factor ** (staircase ? Math.floor(t / over) : t / over);
}
