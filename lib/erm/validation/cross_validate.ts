import type { Matrix } from "../../core/mod.ts";
import {
  checkFolds,
  type Fit,
  type FoldPositions,
  type Prepare,
  type Score,
  scorePart,
} from "./learner.ts";

/** What {@linkcode crossValidate} must be told. */
export type CrossValidateOptions<Model, Name extends string> = {
  /** What learns. */
  fit: Fit<Model>;
  /** How the model is judged, by any names. */
  scores: Record<Name, Score<Model>>;
  /** Which samples train and which test, as `kFold()` and its kin give them. */
  folds: readonly FoldPositions[];
  /** Put before the learner, such as `fitStandardScaler`. @default nothing */
  prepare?: Prepare;
};

/** One score over all folds. */
export type FoldScores = {
  /** On the test part of each fold. */
  readonly test: Float64Array;
  /** On the training part of each fold. */
  readonly train: Float64Array;
  /** The mean over the test parts. */
  readonly mean: number;
  /** The standard deviation over the test parts, divided by their number. */
  readonly deviation: number;
};

/**
 * Cross-validation: learns as often as there are folds, each time without the fold on which the model
 * is then judged. Every sample is judged by a model that never saw it.
 *
 * What is learnt before the model (means, scales) is learnt anew in each fold, by `prepare`: learnt
 * once from all samples it would leak.
 *
 * @param X Samples, shape `(n, d)`.
 * @param y Labels, shape `(n)`.
 * @param options Learner, scores and folds.
 * @returns For each score its values, mean and deviation.
 * @throws {RangeError} If lengths differ, there is no fold, or a fold lacks a part; and what the
 * learner throws.
 *
 * @example
 * ```ts
 * import { crossValidate, fitLinearRegression } from "descent/erm";
 * import { fitStandardScaler, kFold } from "descent/preprocess";
 * import { matrixFrom } from "descent/core";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const X = matrixFrom([[0], [1], [2], [3]]);
 * const { worst } = crossValidate(X, [1, 3, 5, 7], {
 *   fit: fitLinearRegression,
 *   prepare: fitStandardScaler,
 *   scores: { worst: (model, X, y) => Math.max(...model.predict(X).map((z, i) => Math.abs(z - y[i]!))) },
 *   folds: kFold(4, { folds: 2 }),
 * });
 * assertAlmostEquals(worst.mean, 0, 1e-9); // a line goes through all
 * ```
 *
 * Source: M. Stone, "Cross-validatory choice and assessment of statistical predictions", JRSS B 36
 * (1974).
 */
export function crossValidate<Model, Name extends string>(
  X: Matrix,
  y: ArrayLike<number>,
  { fit, scores, folds, prepare }: CrossValidateOptions<Model, Name>,
): Record<Name, FoldScores> {
  checkFolds("cross-validate", { X, y }, folds);
  const names = Object.keys(scores) as Name[];
  const judges = names.map((name) => scores[name]);
  const results = folds.map((fold) => scorePart({ X, y }, fold, { fit, prepare }, judges));
  const entries = names.map((name, at) => {
    const test = Float64Array.from(results, (result) => result.test[at]!);
    const train = Float64Array.from(results, (result) => result.train[at]!);
    return [name, { test, train, ...momentsOf(test) }];
  });
  return Object.fromEntries(entries);
}

function momentsOf(values: Float64Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}
