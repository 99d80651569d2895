import type { AverageState } from "./average.ts";
import { DivergenceError } from "./divergence_error.ts";
import type { MinimizeSettings } from "./minimize_options.ts";
import type { Minimum, StopReason } from "./minimum.ts";
import type { Problem } from "./optimizer.ts";
import { remembering } from "./problem.ts";
import { emptyTrace, type Trace } from "./trace.ts";
import { distance, norm } from "./vector.ts";

/**
 * A minimisation that makes one step for every `next()`, so that whoever drives it may pause.
 *
 * @param given What is minimised.
 * @param start Where to begin.
 * @param settings The optimiser and the stop rules.
 * @returns Where it ended.
 */
export function* descend(
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
    if (stoppedBy && point.loss === undefined) {
      point.loss = problem.loss(w);
      checkFinite(point, trace, settings);
    }
    if (point.loss !== undefined) record(trace, point as Traced, settings.path ? w : undefined);
    if (stoppedBy) return minimumOf(w, point as Traced, stoppedBy, { trace, mean });
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
  if (w) trace.w.push(w.slice());
}

function minimumOf(
  w: Float64Array,
  { loss, gradientNorm, step: steps }: Traced,
  stoppedBy: StopReason,
  { trace, mean }: { trace: Trace; mean: AverageState | undefined },
): Minimum {
  const converged = ["gradient", "change", "loss"].includes(stoppedBy);
  const average = mean ? { average: mean.mean } : {};
  return { w, loss, gradientNorm, steps, stoppedBy, converged, trace, ...average };
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
  const seen = !(Math.abs(loss) <= limit && Math.abs(loss) < Infinity)
    ? `a loss of ${fourDigits(loss)}`
    : gradientNorm < Infinity
    ? undefined
    : `a gradient of length ${fourDigits(gradientNorm)}`;
  if (seen === undefined) return;
  const { name, learningRate } = settings.optimizer;
  const rate = step > 0 ? learningRate?.(step - 1) : undefined;
  const learnt = rate === undefined ? {} : { learningRate: rate };
  throw new DivergenceError({ optimizer: name, step, ...learnt, seen, fell: loss < 0, trace });
}

function fourDigits(value: number): number {
  return Number(value.toPrecision(4));
}
