import {
  cannot,
  checkInteger,
  checkSameLength,
  createPrng,
  type Matrix,
  type Prng,
  takeRows,
} from "../../core/mod.ts";
import { checkSamples } from "../check.ts";
import type { Fit } from "./learner.ts";

/** Samples with their labels. */
export type Sample = { X: Matrix; y: Float64Array };

/** What {@linkcode biasVariance} must be told. */
export type BiasVarianceOptions = {
  /** What learns; its model predicts a number for each sample. */
  fit: Fit<{ predict(X: Matrix): Float64Array }>;
  /** Draws a training set anew: from a simulation, or by {@linkcode bootstrapSample}. */
  draw: (prng: Prng) => Sample;
  /** Where predictions are compared, shape `(m, d)`. */
  at: Matrix;
  /** The true mean of y there, shape `(m)`. */
  truth: ArrayLike<number>;
  /** The variance of y about its mean, 0 or more. @default 0 */
  noise?: number;
  /** How many training sets, at least 2. @default 100 */
  repeats?: number;
  /** Where the randomness comes from, a whole number from 0 to 2³² − 1. */
  seed: number;
};

/** Where a learner's squared error comes from, averaged over the points looked at. */
export type BiasVariance = {
  /** Squared distance of the mean prediction from the truth: what more data does not mend. */
  readonly biasSquared: number;
  /** How far predictions scatter about their mean from one training set to the next. */
  readonly variance: number;
  /** What no learner can avoid. */
  readonly noise: number;
  /** The mean squared error on new labels: the sum of the three. */
  readonly error: number;
  /** The mean prediction at each point, shape `(m)`. */
  readonly meanPrediction: Float64Array;
  /** The variance at each point, shape `(m)`. */
  readonly varianceAt: Float64Array;
};

/**
 * Bias and variance of a learner by learning again and again from new training sets:
 * `E (h(x) − y)² = (E h(x) − f(x))² + Var h(x) + Var y`.
 *
 * With a finite number of training sets the squared bias is too large by about variance / repeats. If
 * `truth` is not the true mean but labels, as with a bootstrap of real data, their noise is in the
 * bias.
 *
 * @param options Learner, source of training sets, points and truth.
 * @returns The three parts and their sum.
 * @throws {RangeError} If `truth` and `at` differ in length, noise is negative, or there are fewer than
 * 2 repeats.
 *
 * @example The mean of two labels: no bias, half the variance of one
 * ```ts
 * import { biasVariance } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assert } from "@std/assert";
 *
 * const X = matrixFrom([[0], [0]]);
 * const { biasSquared, variance } = biasVariance({
 *   draw: (prng) => ({ X, y: Float64Array.of(prng.nextNormal(), prng.nextNormal()) }),
 *   fit: (_, y) => ({ predict: ({ rows }) => new Float64Array(rows).fill((y[0]! + y[1]!) / 2) }),
 *   at: matrixFrom([[0]]),
 *   truth: [0],
 *   repeats: 2000,
 *   seed: 1,
 * });
 * assert(biasSquared < 0.01 && Math.abs(variance - 0.5) < 0.05);
 * ```
 *
 * Source: S. Geman, E. Bienenstock, R. Doursat, "Neural networks and the bias/variance dilemma", Neural
 * Computation 4 (1992).
 */
export function biasVariance(
  { fit, draw, at, truth, noise = 0, repeats = 100, seed }: BiasVarianceOptions,
): BiasVariance {
  const action = "split an error into bias and variance";
  checkSameLength(action, ["at", at.rows], ["truth", truth.length]);
  checkInteger(action, "repeats", repeats, 2);
  if (!(noise >= 0)) throw new RangeError(cannot(action, "noise must be 0 or more", noise));
  const prng = createPrng(seed);
  const predictions = Array.from({ length: repeats }, () => {
    const { X, y } = draw(prng);
    return fit(X, y).predict(at);
  });
  const mean = new Float64Array(at.rows);
  const varianceAt = new Float64Array(at.rows);
  for (const prediction of predictions) {
    prediction.forEach((value, i) => mean[i]! += value / repeats);
  }
  for (const prediction of predictions) {
    prediction.forEach((value, i) => varianceAt[i]! += (value - mean[i]!) ** 2 / repeats);
  }
  const average = (values: Float64Array) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const biasSquared = average(mean.map((value, i) => (value - truth[i]!) ** 2));
  const variance = average(varianceAt);
  const error = biasSquared + variance + noise;
  return { biasSquared, variance, noise, error, meanPrediction: mean, varianceAt };
}

/**
 * A bootstrap sample: n of n samples, drawn with replacement. About 37 % are left out.
 *
 * @param X Samples, shape `(n, d)`.
 * @param y Labels, shape `(n)`.
 * @param prng Where the randomness comes from.
 * @returns As many samples, some of them several times.
 * @throws {RangeError} If X is empty or not finite, or lengths differ.
 *
 * @example
 * ```ts
 * import { bootstrapSample } from "descent/erm";
 * import { createPrng, matrixFrom } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const { X, y } = bootstrapSample(matrixFrom([[1], [2], [3]]), [10, 20, 30], createPrng(0));
 * assertEquals(y, X.data.map((x) => 10 * x)); // labels go with their samples
 * ```
 *
 * Source: B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979).
 */
export function bootstrapSample(X: Matrix, y: ArrayLike<number>, prng: Prng): Sample {
  const action = "draw a bootstrap sample";
  checkSamples(action, X);
  checkSameLength(action, ["X", X.rows], ["y", y.length]);
  const positions = Uint32Array.from({ length: X.rows }, () => prng.nextInteger(X.rows));
  return { X: takeRows(X, positions), y: Float64Array.from(positions, (i) => y[i]!) };
}
