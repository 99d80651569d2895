import type { Trace } from "./trace.ts";

/** Why a minimisation ended. */
export type StopReason = "gradient" | "change" | "loss" | "steps" | "time" | "signal";

/** Where a minimisation ended. */
export type Minimum = {
  /** The last parameters, shape `(d)`. */
  w: Float64Array;
  /** The loss there. */
  loss: number;
  /** The length of the gradient there. */
  gradientNorm: number;
  /** How many steps were made. */
  steps: number;
  /** Which rule ended it. */
  stoppedBy: StopReason;
  /** Whether it ended by what was reached (gradient, change, loss) and not by what was used up. */
  converged: boolean;
  /** What was passed on the way. */
  trace: Trace;
  /** The average of the iterates, if one was wanted. */
  average?: Float64Array;
};
