import { descend } from "./descend.ts";
import { type MinimizeOptions, minimizeSettings } from "./minimize_options.ts";
import type { Minimum } from "./minimum.ts";
import type { Problem } from "./optimizer.ts";

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
