import type { AverageState } from "./average.ts";
import { DivergenceError } from "./divergence_error.ts";
import {
  type MinimizeOptions,
  type MinimizeSettings,
  minimizeSettings,
} from "./minimize_options.ts";
import type { Problem } from "./optimizer.ts";
import { remembering } from "./problem.ts";
import { emptyTrace, type Trace } from "./trace.ts";
import { distance, norm } from "./vector.ts";

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

/**
 * Follows an optimiser downhill: `w ← w + step(∂L/∂w)`, until a rule says stop.
 *
 * Ends at a small gradient, and if wanted at a short step, a low loss, after a time, or when a signal
 * is raised. What diverges is an error and never a NaN. Optimisers that search along a line also end
 * where no step makes the loss fall.
 *
 * While it runs nothing else does, so only `loss`, `gradient` or `onStep` can raise the signal;
 * {@linkcode minimizeAsync} lets others have their turn.
 *
 * @param loss The number to make small, of parameters of shape `(d)`, d >= 1.
 * @param gradient Its derivative by each parameter, shape `(d)`; it may be an estimate from a random
 * mini-batch.
 * @param start Where to begin, shape `(d)`.
 * @param options The optimiser and the stop rules.
 * @returns Where it ended, why, and the way there.
 * @throws {DivergenceError} If loss, gradient or parameters leave the finite numbers, or the loss
 * grows beyond `divergedAbove`.
 * @throws {RangeError} If an option is out of its range, or the start is not finite.
 * @throws {TypeError} If the start is not a Float64Array.
 *
 * @example The lowest point of (w − 3)²
 * ```ts
 * import { gradientDescent, minimize } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { w, stoppedBy } = minimize(
 *   ([w]) => (w! - 3) ** 2,
 *   ([w]) => Float64Array.of(2 * (w! - 3)),
 *   Float64Array.of(0),
 *   { optimizer: gradientDescent({ learningRate: 0.1 }) },
 * );
 * assertAlmostEquals(w[0]!, 3, 1e-8);
 * console.assert(stoppedBy === "gradient");
 * ```
 */
export function minimize(
  loss: Problem["loss"],
  gradient: Problem["gradient"],
  start: Float64Array,
  options: MinimizeOptions,
): Minimum {
  const descent = descend({ loss, gradient }, start, minimizeSettings(start, options));
  for (;;) {
    const { value, done } = descent.next();
    if (done) return value;
  }
}

/** After so long without a pause, timers and signals get their turn. */
const PAUSE_EVERY_MS = 50;

/**
 * {@linkcode minimize} with pauses, so that timers, a notebook's Stop or `AbortSignal.timeout` can
 * raise the signal while it runs. The result is the same.
 *
 * @param loss As for `minimize`.
 * @param gradient As for `minimize`.
 * @param start As for `minimize`.
 * @param options As for `minimize`.
 * @returns Where it ended.
 * @throws {DivergenceError} As `minimize`.
 * @throws {RangeError} As `minimize`.
 * @throws {TypeError} As `minimize`.
 *
 * @example
 * ```ts
 * import { lion, minimizeAsync } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const found = await minimizeAsync(
 *   ([w]) => w! ** 2,
 *   ([w]) => Float64Array.of(2 * w!),
 *   Float64Array.of(1),
 *   { optimizer: lion(), traceEvery: 1000, gradientTolerance: 0, steps: 1e9, signal: AbortSignal.timeout(1) },
 * );
 * assertEquals(found.stoppedBy, "signal");
 * ```
 */
export async function minimizeAsync(
  loss: Problem["loss"],
  gradient: Problem["gradient"],
  start: Float64Array,
  options: MinimizeOptions,
): Promise<Minimum> {
  const descent = descend({ loss, gradient }, start, minimizeSettings(start, options));
  let pausedAt = performance.now();
  for (;;) {
    const { value, done } = descent.next();
    if (done) return value;
    if (performance.now() - pausedAt < PAUSE_EVERY_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    pausedAt = performance.now();
  }
}

/** One step for every `next()`. */
function* descend(
  given: Problem,
  start: Float64Array,
  settings: MinimizeSettings,
): Generator<void, Minimum> {
  const { optimizer, traceEvery, average, onStep } = settings;
  // A gradient from a random batch must be asked for anew; those that search ask twice for one.
  const problem = optimizer.learningRate ? given : remembering(given);
  const begun = performance.now();
  const w = start.slice();
  const before = start.slice();
  const state = optimizer.init(w);
  const trace = emptyTrace();
  let mean: AverageState | undefined = average?.init(w);
  for (let step = 0, stepSize = 0;; step++) {
    const slope = problem.gradient(w);
    const point: Point = {
      step,
      stepSize,
      gradientNorm: norm(slope),
      searched: !optimizer.learningRate,
    };
    if (step % traceEvery === 0) point.loss = problem.loss(w);
    checkFinite(point, trace, settings);
    const stoppedBy = whyStop(point, performance.now() - begun, settings);
    if (stoppedBy || point.loss !== undefined) {
      point.loss ??= problem.loss(w);
      record(trace, point as Traced, settings.path ? w.slice() : undefined);
      checkFinite(point, trace, settings);
    }
    if (stoppedBy) {
      return {
        w,
        loss: point.loss!,
        gradientNorm: point.gradientNorm,
        steps: step,
        stoppedBy,
        converged: ["gradient", "change", "loss"].includes(stoppedBy),
        trace,
        ...(mean ? { average: mean.mean } : {}),
      };
    }
    before.set(w);
    optimizer.updateInPlace(w, slope, state, problem);
    stepSize = distance(w, before);
    if (mean) mean = average!.update(mean, w);
    onStep?.(step + 1);
    yield;
  }
}

/** What is known where the parameters are. */
type Point = {
  step: number;
  stepSize: number;
  gradientNorm: number;
  /** Whether each step is searched for, so that one of length 0 means that there is none. */
  searched: boolean;
  loss?: number;
};

type Traced = Required<Point>;

function record(trace: Trace, point: Traced, w: Float64Array | undefined): void {
  trace.step.push(point.step);
  trace.loss.push(point.loss);
  trace.gradientNorm.push(point.gradientNorm);
  trace.stepSize.push(point.stepSize);
  if (w) trace.w.push(w);
}

function whyStop(
  { step, loss = Infinity, gradientNorm, stepSize, searched }: Point,
  elapsedMs: number,
  settings: MinimizeSettings,
): StopReason | undefined {
  const { gradientTolerance, lossTarget = -Infinity, timeMs = Infinity, signal } = settings;
  const changeTolerance = settings.changeTolerance ?? (searched ? 0 : -Infinity);
  if (gradientNorm < gradientTolerance) return "gradient";
  if (loss <= lossTarget) return "loss";
  if (step > 0 && stepSize <= changeTolerance) return "change";
  if (step >= settings.steps) return "steps";
  if (signal?.aborted) return "signal";
  return elapsedMs >= timeMs ? "time" : undefined;
}

/** NaN fails every comparison, so each is asked in the form that it fails. */
function checkFinite(point: Point, trace: Trace, settings: MinimizeSettings): void {
  const { loss = 0, gradientNorm, step } = point;
  const limit = settings.divergedAbove * Math.max(1, Math.abs(trace.loss[0] ?? loss));
  const seen = !(Math.abs(loss) <= limit)
    ? `a loss of ${loss}`
    : gradientNorm < Infinity
    ? undefined
    : `a gradient of length ${gradientNorm}`;
  if (seen === undefined) return;
  const { name, learningRate } = settings.optimizer;
  const rate = step > 0 ? learningRate?.(step - 1) : undefined;
  const learnt = rate === undefined ? {} : { learningRate: rate };
  throw new DivergenceError({ optimizer: name, step, ...learnt, seen, trace });
}
