import { cannot } from "../core/mod.ts";
import type { Trace } from "./trace.ts";

/** Where and why a minimisation left all bounds. */
export type Divergence = {
  /** The optimiser's name. */
  optimizer: string;
  /** How many steps had been made. */
  step: number;
  /** The learning rate of the last step; absent where each step finds its own. */
  learningRate?: number;
  /** What was seen: `a loss of Infinity`. */
  seen: string;
  /** Whether the loss went down and not up, so that there may be no minimum. */
  fell: boolean;
  /** All up to there. */
  trace: Trace;
};

/**
 * Says that a minimisation diverged: at which step, with what learning rate. It keeps the trace, for
 * whoever wants to look at what happened.
 *
 * @example
 * ```ts
 * import { DivergenceError, gradientDescent, minimize } from "descent/optim";
 * import { assertThrows } from "@std/assert";
 *
 * const optimizer = gradientDescent({ learningRate: 1.5 }); // on w², anything above 1 is too much
 * const square = (w: Float64Array) => w[0]! ** 2;
 * const slope = (w: Float64Array) => Float64Array.of(2 * w[0]!);
 * assertThrows(
 *   () => minimize(square, slope, Float64Array.of(1), { optimizer }),
 *   DivergenceError,
 *   "Cannot minimize by gradientDescent: it diverged; a learningRate below 1.5 may mend it",
 * );
 * ```
 */
export class DivergenceError extends RangeError {
  override name = "DivergenceError";
  /** How many steps had been made. */
  readonly step: number;
  /** The learning rate of the last step; absent where each step finds its own. */
  readonly learningRate: number | undefined;
  /** All up to there. */
  readonly trace: Trace;

  /**
   * @param divergence Where and why.
   */
  constructor({ optimizer, step, learningRate, seen, fell, trace }: Divergence) {
    const mending = learningRate === undefined
      ? "another start may mend it"
      : `a learningRate below ${learningRate} may mend it`;
    const needed = step === 0
      ? "loss and gradient must be finite at the start"
      : fell
      ? "the loss seems to fall without bound"
      : `it diverged; ${mending}`;
    super(`${cannot(`minimize by ${optimizer}`, needed)}, got ${seen} at step ${step}`);
    this.step = step;
    this.learningRate = learningRate;
    this.trace = trace;
  }
}
