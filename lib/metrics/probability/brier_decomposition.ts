import type { Labels } from "../labels.ts";
import type { CalibrationOptions } from "./calibration_curve.ts";
import { binForecasts, type Forecasts, forecastsOf } from "./probability_bins.ts";

/** The parts of a Brier loss; `loss = reliability − resolution + uncertainty + withinBins`. */
export type BrierParts = {
  /** The loss itself. */
  loss: number;
  /** Squared distance of what is said from what is seen, 0 (calibrated) or more. */
  reliability: number;
  /** How far the groups' shares of positives lie from each other: more is better. */
  resolution: number;
  /** Variance of the truth, which no forecast changes: at most 1/4. */
  uncertainty: number;
  /** What is lost or won within bins that hold different probabilities; 0 without bins. */
  withinBins: number;
};

/**
 * The Brier loss taken apart (Murphy): whether the probabilities are right, and whether they say
 * anything.
 *
 * Over groups of one probability each: `reliability = mean of (p − ō_p)²`,
 * `resolution = mean of (ō_p − ō)²`, `uncertainty = ō (1 − ō)`, with ō the share of positives. With
 * `bins` the groups are bins, and `withinBins` holds what their differing probabilities add
 * (Stephenson), so that the sum is exact either way.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param probabilities Of the positive class, shape `(n)`.
 * @param options Bins, if probabilities hardly repeat; the positive class; weights.
 * @returns The parts.
 * @throws {RangeError} If the lengths differ or are 0, a probability leaves 0 to 1, `positive` is none
 * of the labels or not told where it must be, `bins` is below 1, or weights are negative, not finite,
 * or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example Always naming the base rate is reliable and says nothing
 * ```ts
 * import { brierDecomposition } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(brierDecomposition([1, 0, 0, 0], [0.25, 0.25, 0.25, 0.25]), {
 *   loss: 0.1875,
 *   reliability: 0,
 *   resolution: 0,
 *   uncertainty: 0.1875,
 *   withinBins: 0,
 * });
 * ```
 *
 * Source: A. Murphy, "A new vector partition of the probability score", Journal of Applied
 * Meteorology 12 (1973); D. Stephenson et al., "Two extra components in the Brier score
 * decomposition", Weather and Forecasting 23 (2008).
 */
export function brierDecomposition(
  yTrue: Labels,
  probabilities: ArrayLike<number>,
  options: CalibrationOptions = {},
): BrierParts {
  const action = "compute brierDecomposition";
  const { sampleWeight } = options;
  const forecasts = forecastsOf(action, yTrue, probabilities, options);
  const groups = options.bins === undefined
    ? groupsOf(forecasts, sampleWeight)
    : binForecasts(action, forecasts, options, sampleWeight);
  return partsOf(groups, lossOf(forecasts, sampleWeight), options.bins === undefined);
}

type Groups = { weights: Float64Array; predicted: Float64Array; positives: Float64Array };

/** A group for each different probability. */
function groupsOf({ is, probabilities }: Forecasts, sampleWeight?: ArrayLike<number>): Groups {
  const places = new Map<number, number>();
  const group = Uint32Array.from(probabilities, (p) => {
    if (!places.has(p)) places.set(p, places.size);
    return places.get(p)!;
  });
  const weights = new Float64Array(places.size);
  const positives = new Float64Array(places.size);
  group.forEach((at, i) => {
    const weight = sampleWeight?.[i] ?? 1;
    weights[at]! += weight;
    positives[at]! += weight * is[i]!;
  });
  const predicted = Float64Array.from(places.keys(), (p, at) => p * weights[at]!);
  return { weights, predicted, positives };
}

function lossOf({ is, probabilities }: Forecasts, sampleWeight?: ArrayLike<number>): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < is.length; i++) {
    const weight = sampleWeight?.[i] ?? 1;
    sum += weight * (is[i]! - probabilities[i]!) ** 2;
    total += weight;
  }
  return sum / total;
}

function partsOf({ weights, predicted, positives }: Groups, loss: number, exact: boolean) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const base = positives.reduce((sum, weight) => sum + weight, 0) / total;
  let reliability = 0;
  let resolution = 0;
  weights.forEach((weight, at) => {
    if (weight === 0) return;
    const observed = positives[at]! / weight;
    reliability += weight * (predicted[at]! / weight - observed) ** 2 / total;
    resolution += weight * (observed - base) ** 2 / total;
  });
  const uncertainty = base * (1 - base);
  const withinBins = exact ? 0 : loss - (reliability - resolution + uncertainty);
  return { loss, reliability, resolution, uncertainty, withinBins };
}
