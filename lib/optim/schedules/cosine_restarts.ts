import { checkAtLeast } from "../check.ts";
import type { Schedule } from "../schedule.ts";
import { checkSchedule } from "./check_schedule.ts";

/** What `cosineRestarts` takes. */
export type CosineRestartsOptions = {
  /** The rate of the first step, at least 0. */
  initial: number;
  /** The lowest rate, as a share of `initial`, at least 0. @default 0 */
  floor?: number;
  /** Steps of the first period, at least 1. */
  steps: number;
  /** How many times as long each period is as the one before, at least 1. @default 2 */
  lengthen?: number;
  /** How many times as high it begins, above 0. @default 1 */
  shrink?: number;
};

/**
 * Warm restarts: half a cosine wave down, then up again at once, and so on over longer and longer
 * periods. Each restart may leave the valley found so far for a better one.
 *
 * In period i, of `k · mⁱ` steps: `αₜ = α₀ (f + (1 − f) · sⁱ (1 + cos(π · share of it done)) / 2)`.
 *
 * @param options α₀ as `initial`, f as `floor`, k as `steps`, m as `lengthen`, s as `shrink`.
 * @returns The schedule.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example Periods of 10, 20, 40 … steps
 * ```ts
 * import { cosineRestarts } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const rate = cosineRestarts({ initial: 1, steps: 10 });
 * for (const t of [0, 10, 30]) assertAlmostEquals(rate(t), 1);
 * for (const t of [5, 20, 50]) assertAlmostEquals(rate(t), 0.5);
 * ```
 *
 * Source: I. Loshchilov, F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR
 * 2017; floor and shrink as in Keras's CosineDecayRestarts.
 */
export function cosineRestarts(
  { initial, floor = 0, steps, lengthen = 2, shrink = 1 }: CosineRestartsOptions,
): Schedule {
  checkSchedule("cosineRestarts", {
    rates: { initial, floor },
    counts: { steps },
    factors: { shrink },
  });
  checkAtLeast("create the schedule cosineRestarts", "lengthen", lengthen, 1);
  return (t) => {
    let [begin, length, height] = [0, steps, 1];
    while (t >= begin + length) {
      begin += length;
      length *= lengthen;
      height *= shrink;
    }
    const wave = height * (1 + Math.cos(Math.PI * (t - begin) / length)) / 2;
    return initial * (floor + (1 - floor) * wave);
  };
}
