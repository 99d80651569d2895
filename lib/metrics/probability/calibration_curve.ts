import type { Labels } from "../labels.ts";
import type { PositiveOptions } from "./positives.ts";
import { binForecasts, type BinOptions, forecastsOf } from "./probability_bins.ts";

/** What `calibrationCurve` may be told. */
export type CalibrationOptions = PositiveOptions & BinOptions;

/** A bin that holds samples. */
export type CalibrationBin = {
  /** Its lower end; itself not in the bin, but for 0. */
  low: number;
  /** Its upper end. */
  high: number;
  /** Mean probability of its samples. */
  predicted: number;
  /** Share of its samples that are positive. */
  observed: number;
  /** Weight of its samples. */
  weight: number;
};

/**
 * Calibration curve, or reliability diagram in numbers: of the samples said to be positive with some
 * probability, how many are.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param probabilities Of the positive class, shape `(n)`.
 * @param options Number and kind of bins; the positive class; weights.
 * @returns The bins that hold samples, upward. Where calibration is good `observed` is near
 * `predicted` in each.
 * @throws {RangeError} If the lengths differ or are 0, a probability leaves 0 to 1, `positive` is none
 * of the labels or not told where it must be, `bins` is below 1, or weights are negative, not finite,
 * or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example Of three samples said to be positive with 70 to 90 %, one is
 * ```ts
 * import { calibrationCurve } from "descent/metrics";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const curve = calibrationCurve([0, 0, 1, 0], [0.1, 0.7, 0.8, 0.9], { bins: 2 });
 * assertEquals(curve.map(({ low, high, weight }) => [low, high, weight]), [
 *   [0, 0.5, 1],
 *   [0.5, 1, 3],
 * ]);
 * assertAlmostEquals(curve[1]!.predicted, 0.8);
 * assertAlmostEquals(curve[1]!.observed, 1 / 3);
 * ```
 *
 * Source: M. DeGroot, S. Fienberg, "The comparison and evaluation of forecasters", The Statistician
 * 32 (1983).
 */
export function calibrationCurve(
  yTrue: Labels,
  probabilities: ArrayLike<number>,
  options: CalibrationOptions = {},
): CalibrationBin[] {
  const action = "compute calibrationCurve";
  const forecasts = forecastsOf(action, yTrue, probabilities, options);
  const { edges, weights, predicted, positives } = binForecasts(
    action,
    forecasts,
    options,
    options.sampleWeight,
  );
  return Array.from(weights.keys()).filter((bin) => weights[bin]! > 0).map((bin) => ({
    low: edges[bin]!,
    high: edges[bin + 1]!,
    predicted: predicted[bin]! / weights[bin]!,
    observed: positives[bin]! / weights[bin]!,
    weight: weights[bin]!,
  }));
}
