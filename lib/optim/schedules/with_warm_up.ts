import type { Schedule } from "../schedule.ts";
import { checkSchedule } from "./check_schedule.ts";

/** What `withWarmUp` takes. */
export type WarmUpOptions = {
  /** How many steps the rate rises, at least 1. */
  steps: number;
  /** The rate of the first step, at least 0. @default 0 */
  from?: number;
};

/**
 * Lets a learning rate rise in a straight line before a schedule begins:
 * `αₜ = f + (s(0) − f) t / k` for t < k, then `s(t − k)`.
 *
 * Means such as Adam's rest on few gradients at first; small steps keep them from going astray.
 *
 * @param schedule s, what comes afterwards.
 * @param options k as `steps`, f as `from`.
 * @returns The schedule.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example A cosine with warm-up
 * ```ts
 * import { cosine, withWarmUp } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const rate = withWarmUp(cosine({ initial: 1, steps: 20 }), { steps: 10 });
 * for (const [t, expected] of [[0, 0], [5, 0.5], [10, 1], [20, 0.5], [30, 0]] as const) {
 *   assertAlmostEquals(rate(t), expected);
 * }
 * ```
 */
export function withWarmUp(schedule: Schedule, { steps, from = 0 }: WarmUpOptions): Schedule {
  checkSchedule("withWarmUp", { counts: { steps }, rates: { from } });
  return (t) => t < steps ? from + (schedule(0) - from) * t / steps : schedule(t - steps);
}
