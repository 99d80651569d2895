import type { Labels } from "../labels.ts";
import { areRows, type ScoreRows } from "../scores.ts";
import type { CalibrationOptions } from "./calibration_curve.ts";
import { binForecasts, type Binned, type Forecasts, forecastsOf } from "./probability_bins.ts";
import { type ClassOptions, type ProbabilityRows, probabilityRows } from "./probability_rows.ts";

/** What calibration errors may be told. */
export type CalibrationErrorOptions = CalibrationOptions & ClassOptions;

/**
 * Expected calibration error: by how much probabilities are off, on average over bins.
 *
 * `sum over bins of (weight of bin / weight of all) · |share of positives − mean probability|`
 *
 * With a row for each sample the probability is that of the likeliest class (of equal ones the
 * first), and the sample is positive where that class is the true one. The number depends on the
 * bins: more bins, more noise taken for error.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param probabilities Of the positive class, shape `(n)`; or of each class, shape `(n, k)`.
 * @param options Number and kind of bins; the positive class or those of the columns; weights.
 * @returns From 0 (best) to 1, a distance of probabilities.
 * @throws {RangeError} If the lengths differ or are 0, probabilities leave 0 to 1 or rows do not sum
 * to 1, a label is none of `labels`, `bins` is below 1, or weights are negative, not finite, or
 * all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example Said to be certain, and right in half of the cases
 * ```ts
 * import { expectedCalibrationError } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(expectedCalibrationError([1, 0, 1, 0], [1, 1, 1, 1]), 0.5);
 * ```
 *
 * Source: M. Naeini et al., "Obtaining well calibrated probabilities using Bayesian binning", AAAI
 * 2015.
 */
export function expectedCalibrationError(
  yTrue: Labels,
  probabilities: ArrayLike<number> | ScoreRows,
  options: CalibrationErrorOptions = {},
): number {
  const binned = binsOf("compute expectedCalibrationError", yTrue, probabilities, options);
  let sum = 0;
  let total = 0;
  binned.weights.forEach((weight, bin) => {
    sum += Math.abs(binned.positives[bin]! - binned.predicted[bin]!);
    total += weight;
  });
  return sum / total;
}

/**
 * Maximum calibration error: by how much probabilities are off in the worst bin.
 *
 * As `expectedCalibrationError`, with the largest distance in place of the mean. A bin with few
 * samples is easily the worst.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param probabilities Of the positive class, shape `(n)`; or of each class, shape `(n, k)`.
 * @param options Number and kind of bins; the positive class or those of the columns; weights.
 * @returns From 0 (best) to 1, a distance of probabilities.
 * @throws {RangeError} As `expectedCalibrationError`.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { maxCalibrationError } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(maxCalibrationError([1, 1, 1, 0], [1, 1, 1, 0.25]), 0.25);
 * ```
 *
 * Source: M. Naeini et al., "Obtaining well calibrated probabilities using Bayesian binning", AAAI
 * 2015.
 */
export function maxCalibrationError(
  yTrue: Labels,
  probabilities: ArrayLike<number> | ScoreRows,
  options: CalibrationErrorOptions = {},
): number {
  const binned = binsOf("compute maxCalibrationError", yTrue, probabilities, options);
  let largest = 0;
  binned.weights.forEach((weight, bin) => {
    if (weight === 0) return;
    const gap = Math.abs(binned.positives[bin]! - binned.predicted[bin]!) / weight;
    largest = Math.max(largest, gap);
  });
  return largest;
}

function binsOf(
  action: string,
  yTrue: Labels,
  probabilities: ArrayLike<number> | ScoreRows,
  options: CalibrationErrorOptions,
): Binned {
  const forecasts = areRows(probabilities)
    ? topForecasts(probabilityRows(action, yTrue, probabilities, options))
    : forecastsOf(action, yTrue, probabilities, options);
  return binForecasts(action, forecasts, options, options.sampleWeight);
}

/** The likeliest class of each sample: its probability, and whether it is the true one. */
function topForecasts({ matrix: { data, rows, columns }, codes }: ProbabilityRows): Forecasts {
  const is = new Uint8Array(rows);
  const probabilities = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let top = 0;
    for (let j = 1; j < columns; j++) {
      if (data[i * columns + j]! > data[i * columns + top]!) top = j;
    }
    is[i] = Number(top === codes[i]);
    probabilities[i] = data[i * columns + top]!;
  }
  return { is, probabilities };
}
