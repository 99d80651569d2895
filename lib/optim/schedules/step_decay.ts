import { exponentialDecay } from "./exponential_decay.ts";
import type { Schedule } from "../schedule.ts";
import { checkSchedule } from "./check_schedule.ts";

/** What `stepDecay` takes. */
export type StepDecayOptions = {
  /** The rate of the first steps, at least 0. */
  initial: number;
  /** What it is multiplied with, above 0. */
  factor: number;
  /** After how many steps each time, at least 1. */
  every: number;
};

/**
 * A learning rate that falls in stairs: `αₜ = α₀ · q^⌊t / k⌋`. PyTorch's StepLR.
 *
 * @param options α₀ as `initial`, q as `factor`, k as `every`.
 * @returns The schedule.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { stepDecay } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const rate = stepDecay({ initial: 1, factor: 0.5, every: 10 });
 * assertEquals([0, 9, 10, 25].map(rate), [1, 1, 0.5, 0.25]);
 * ```
 */
export function stepDecay({ initial, factor, every }: StepDecayOptions): Schedule {
  checkSchedule("stepDecay", { rates: { initial }, factors: { factor }, counts: { every } });
  return exponentialDecay({ initial, factor, over: every, staircase: true });
}
