import { cannot } from "../../core/mod.ts";
import { chiSquareAbove, studentQuantileAbove } from "../distributions/tails.ts";
import type { TestResult } from "../comparison/test_result.ts";
import type { Estimate } from "../uncertainty/estimate_type.ts";
import { checkCount, checkNumbers, meanOf } from "./numbers.ts";

/** What is to be seen in the errors of a regression. */
export type ResidualDiagnostics = {
  /** The mean of y − ŷ with its 95 % interval: a model that is off on the whole leaves 0 out. */
  bias: Estimate;
  /** The standard deviation of y − ŷ, with n − 1, in the values' unit. */
  spread: number;
  /** 0 for symmetric errors, above 0 where a few are far too high. */
  skewness: number;
  /** 0 for normal errors, above 0 where more of them are far out. */
  excessKurtosis: number;
  /** Jarque and Bera's test of normal errors, from skewness and kurtosis. */
  normality: TestResult;
  /** Koenker's form of Breusch and Pagan's test: do errors grow or shrink with the prediction? */
  equalSpread: TestResult;
  /**
   * Durbin and Watson's number, 0 to 4: about 2 where neighbours in the list err independently,
   * towards 0 where they err alike, towards 4 where by turns.
   */
  durbinWatson: number;
  /** The positions of errors more than three deviations from their mean, the largest first. */
  outliers: number[];
};

/**
 * What the errors of a regression look like, for a model that is to be trusted beyond its R².
 *
 * With e = y − ŷ, mean ē and central moments m₂, m₃, m₄:
 *
 * - skewness `m₃ / m₂^{3/2}`, excess kurtosis `m₄ / m₂² − 3`
 * - normality `n/6 (skewness² + kurtosis²/4)`, chi-square with 2 degrees of freedom
 * - equalSpread `n r²`, with r the correlation of e² and ŷ, chi-square with 1; statistic 0 and p 1
 *   where all predictions are equal
 * - durbinWatson `Σ (eᵢ − eᵢ₋₁)² / Σ eᵢ²`
 *
 * @param yTrue True values, shape `(n)`, n >= 3.
 * @param yPred Predicted values, shape `(n)`, in the same order.
 * @returns The diagnostics; tests are for many samples, 30 or more.
 * @throws {RangeError} If the lengths differ or are below 3, a value is not finite, or all errors are
 * equal, which leaves nothing to diagnose.
 * @throws {TypeError} If a value is not a number.
 *
 * @example Errors that grow with the prediction
 * ```ts
 * import { residualDiagnostics } from "descent/metrics";
 * import { assert } from "@std/assert";
 *
 * const yPred = Array.from({ length: 60 }, (_, i) => i);
 * const yTrue = yPred.map((value, i) => value + (i % 2 === 0 ? 1 : -1) * value / 10);
 * assert(residualDiagnostics(yTrue, yPred).equalSpread.pValue < 0.001);
 * ```
 *
 * Source: C. Jarque and A. Bera, Economics Letters 6 (1980); R. Koenker, Journal of Econometrics 17
 * (1981); J. Durbin and G. Watson, Biometrika 37 (1950).
 */
export function residualDiagnostics(
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
): ResidualDiagnostics {
  checkNumbers(ACTION, yTrue, yPred);
  const n = yTrue.length;
  checkCount(ACTION, n, 3);
  const errors = Float64Array.from(yTrue, (y, i) => y - yPred[i]!);
  const mean = meanOf(n, (i) => errors[i]!);
  const moment = (power: number) => meanOf(n, (i) => (errors[i]! - mean) ** power);
  const variance = moment(2);
  // Equal errors differ by rounding after the subtraction.
  if (variance <= (1e-15 * largestOf(yTrue, yPred)) ** 2) {
    throw new RangeError(cannot(ACTION, "the errors must differ from each other", errors[0]));
  }
  const spread = Math.sqrt(variance * n / (n - 1));
  const skewness = moment(3) / variance ** 1.5;
  const excessKurtosis = moment(4) / variance ** 2 - 3;
  return {
    bias: biasOf(mean, spread, n),
    spread,
    skewness,
    excessKurtosis,
    normality: chiSquare(n / 6 * (skewness ** 2 + excessKurtosis ** 2 / 4), 2, "Jarque-Bera"),
    equalSpread: chiSquare(
      n * squaredCorrelation(errors.map((e) => e * e), yPred),
      1,
      "Breusch-Pagan, Koenker's form",
    ),
    durbinWatson: durbinWatson(errors),
    outliers: outliersOf(errors, mean, spread),
  };
}

const ACTION = "compute residualDiagnostics";

function largestOf(...lists: ArrayLike<number>[]): number {
  let largest = 0;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) largest = Math.max(largest, Math.abs(list[i]!));
  }
  return largest;
}

function biasOf(value: number, spread: number, n: number): Estimate {
  const half = studentQuantileAbove(0.025, n - 1) * spread / Math.sqrt(n);
  return { value, interval: [value - half, value + half], n, method: "student" };
}

function chiSquare(statistic: number, degreesOfFreedom: number, method: string): TestResult {
  return { statistic, pValue: chiSquareAbove(statistic, degreesOfFreedom), method };
}

function squaredCorrelation(a: Float64Array, b: ArrayLike<number>): number {
  const n = a.length;
  const meanA = meanOf(n, (i) => a[i]!);
  const meanB = meanOf(n, (i) => b[i]!);
  const together = meanOf(n, (i) => (a[i]! - meanA) * (b[i]! - meanB));
  const apart = meanOf(n, (i) => (a[i]! - meanA) ** 2) * meanOf(n, (i) => (b[i]! - meanB) ** 2);
  return apart === 0 ? 0 : Math.min(1, together ** 2 / apart);
}

function durbinWatson(errors: Float64Array): number {
  const steps = errors.subarray(1).reduce((sum, e, i) => sum + (e - errors[i]!) ** 2, 0);
  return steps / errors.reduce((sum, e) => sum + e * e, 0);
}

function outliersOf(errors: Float64Array, mean: number, spread: number): number[] {
  return Array.from(errors, (e, i) => ({ i, distance: Math.abs(e - mean) }))
    .filter(({ distance }) => distance > 3 * spread)
    .sort((a, b) => b.distance - a.distance)
    .map(({ i }) => i);
}
