import type { Schedule } from "../schedule.ts";
import { checkSchedule } from "./check_schedule.ts";

/**
 * The same learning rate always: `αₜ = α`.
 *
 * @param rate α, at least 0.
 * @returns The schedule.
 * @throws {RangeError} If the rate is below 0 or not finite.
 *
 * @example
 * ```ts
 * import { constant } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([0, 1, 1000].map(constant(0.1)), [0.1, 0.1, 0.1]);
 * ```
 */
export function constant(rate: number): Schedule {
  checkSchedule("constant", { rates: { rate } });
  return () => rate;
}
