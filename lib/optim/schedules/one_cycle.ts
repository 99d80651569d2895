import { checkBetween, checkInteger } from "../../core/mod.ts";
import type { Schedule } from "../schedule.ts";
import { checkSchedule } from "./check_schedule.ts";

/** What `oneCycle` takes. */
export type OneCycleOptions = {
  /** The highest rate, at least 0. */
  peak: number;
  /** Steps in all, at least 2. */
  steps: number;
  /** Share of the steps in which the rate rises, between 0 and 1. @default 0.3 */
  rise?: number;
  /** The first rate is `peak` divided by this, above 0. @default 25 */
  startDivisor?: number;
  /** The last rate is the first divided by this, above 0. @default 10000 */
  endDivisor?: number;
};

/**
 * One cycle: up to a rate that would be too high to begin with, then down to almost nothing, each
 * along half a cosine wave. PyTorch's OneCycleLR, with its defaults.
 *
 * It rises until step `rise · k − 1` and falls until step k − 1; later it stays.
 *
 * @param options The peak, k as `steps`, and how it begins and ends.
 * @returns The schedule.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { oneCycle } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const rate = oneCycle({ peak: 1, steps: 100 });
 * assertAlmostEquals(rate(0), 1 / 25);
 * assertAlmostEquals(rate(29), 1);
 * assertAlmostEquals(rate(99), 1 / 25 / 10_000);
 * ```
 *
 * Source: L. Smith, N. Topin, "Super-convergence: very fast training of neural networks using large
 * learning rates" (2018).
 */
export function oneCycle(options: OneCycleOptions): Schedule {
  const { peak, steps, rise = 0.3, startDivisor = 25, endDivisor = 1e4 } = options;
  checkSchedule("oneCycle", { rates: { peak }, factors: { startDivisor, endDivisor } });
  checkInteger("create the schedule oneCycle", "steps", steps, 2);
  checkBetween("create the schedule oneCycle", "rise", rise, 0, 1);
  const first = peak / startDivisor;
  const top = Math.max(0, rise * steps - 1);
  const between = (from: number, to: number, share: number) =>
    to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
  return (t) =>
    t < top
      ? between(first, peak, t / top)
      : between(peak, first / endDivisor, Math.min(1, (t - top) / (steps - 1 - top)));
}
