import { cannot, checkBetween, checkInteger } from "../core/mod.ts";
import type { IterateAverage } from "./average.ts";
import { checkAtLeast } from "./check.ts";
import type { Optimizer } from "./optimizer.ts";
import { allFinite } from "./vector.ts";

/** How to minimise, and when to stop. */
export type MinimizeOptions = {
  /** What makes the steps. */
  optimizer: Optimizer;
  /** Steps at most, at least 0. @default 1000 */
  steps?: number;
  /** Stops where the gradient is shorter; 0 for never, as noisy gradients need. @default 1e-8 */
  gradientTolerance?: number;
  /** Stops after a step that is at most so long. @default never */
  changeTolerance?: number;
  /** Stops where the loss is at most this. @default never */
  lossTarget?: number;
  /** Stops after so many milliseconds. @default never */
  timeMs?: number;
  /** Stops when raised, and keeps what was reached. */
  signal?: AbortSignal;
  /**
   * The loss is computed and traced at every so many steps, and at the last; with a `lossTarget`,
   * looked at as often. @default 1
   */
  traceEvery?: number;
  /** Whether the trace keeps the parameters. @default for up to 1000 of them */
  path?: boolean;
  /** Averages the iterates. @default not */
  average?: IterateAverage;
  /**
   * A loss of more than so many times the first one, or than 1 where that is larger, counts as
   * divergence, long before numbers overflow. @default 1e10
   */
  divergedAbove?: number;
  /** Told after every step how many were made. */
  onStep?: (step: number) => void;
};

/** The options, checked and with their defaults. */
export type MinimizeSettings =
  & Required<
    Pick<
      MinimizeOptions,
      "optimizer" | "steps" | "gradientTolerance" | "traceEvery" | "path" | "divergedAbove"
    >
  >
  & MinimizeOptions;

/**
 * Checks the start and the options.
 *
 * @param start Shape `(d)`.
 * @param options What the caller gave.
 * @returns The options with their defaults.
 */
export function minimizeSettings(start: Float64Array, options: MinimizeOptions): MinimizeSettings {
  const { steps = 1000, gradientTolerance = 1e-8, traceEvery = 1, divergedAbove = 1e10 } = options;
  const { path = start.length <= 1000, changeTolerance = 0, timeMs = 0 } = options;
  const action = "minimize";
  if (!(start instanceof Float64Array)) {
    throw new TypeError(cannot(action, "start must be a Float64Array", start));
  }
  if (start.length === 0 || !allFinite(start)) {
    throw new RangeError(cannot(action, "start must hold finite numbers, at least one", start));
  }
  checkInteger(action, "steps", steps);
  checkInteger(action, "traceEvery", traceEvery, 1);
  checkAtLeast(action, "gradientTolerance", gradientTolerance);
  checkAtLeast(action, "changeTolerance", changeTolerance);
  checkAtLeast(action, "timeMs", timeMs);
  checkBetween(action, "divergedAbove", divergedAbove, 0);
  return { ...options, steps, gradientTolerance, traceEvery, divergedAbove, path };
}
