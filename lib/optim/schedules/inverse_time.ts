import type { Schedule } from "../schedule.ts";
import { checkSchedule } from "./check_schedule.ts";

/** What `inverseTime` takes. */
export type InverseTimeOptions = {
  /** The rate of the first step, at least 0. */
  initial: number;
  /** How much the divisor grows, at least 0. */
  rate: number;
  /** In how many steps, at least 1. @default 1 */
  over?: number;
  /** Whether it falls only after whole spans of `over` steps. @default false */
  staircase?: boolean;
};

/**
 * A learning rate that falls like 1/t: `αₜ = α₀ / (1 + r t / k)`. Its sum grows without bound and the
 * sum of its squares does not, which is what stochastic gradients need to come to rest.
 *
 * @param options α₀ as `initial`, r as `rate`, k as `over`.
 * @returns The schedule.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { inverseTime } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const rate = inverseTime({ initial: 1, rate: 1 });
 * assertEquals([0, 1, 3].map(rate), [1, 1 / 2, 1 / 4]);
 * ```
 *
 * Source: H. Robbins, S. Monro, "A stochastic approximation method", Annals of Mathematical
 * Statistics 22 (1951).
 */
export function inverseTime(
  { initial, rate, over = 1, staircase = false }: InverseTimeOptions,
): Schedule {
  checkSchedule("inverseTime", { rates: { initial, rate }, counts: { over } });
  return (t) => initial / (1 + rate * (staircase ? Math.floor(t / over) : t / over));
}
