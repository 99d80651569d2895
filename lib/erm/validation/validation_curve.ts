import type { Matrix } from "../../core/mod.ts";
import { checkFolds, type FoldPositions, type Prepare, type Score, scorePart } from "./learner.ts";
import { curveOf, type CurveScores } from "./learning_curve.ts";

/** What {@linkcode validationCurve} must be told. */
export type ValidationCurveOptions<Model, Value> = {
  /** What learns, for each value of its hyper-parameter. */
  fit: (X: Matrix, y: Float64Array, value: Value) => Model;
  /** The values to try. */
  values: readonly Value[];
  /** How the model is judged. */
  score: Score<Model>;
  /** Which samples train and which test. */
  folds: readonly FoldPositions[];
  /** Put before the learner, such as `fitStandardScaler`. @default nothing */
  prepare?: Prepare;
};

/**
 * How a learner does as one of its hyper-parameters changes, on what it saw and on what it did not:
 * where the two part, it begins to learn by heart.
 *
 * The best value of such a curve is chosen by the test parts, so its score there flatters: keep other
 * samples for the last word.
 *
 * @param X Samples, shape `(n, d)`.
 * @param y Labels, shape `(n)`.
 * @param options Learner, values, score and folds.
 * @returns Scores of shape `(values, folds)` on both parts.
 * @throws {RangeError} If lengths differ, or a fold lacks a part.
 *
 * @example A heavier penalty bends the line away from the truth
 * ```ts
 * import { fitLinearRegression, validationCurve } from "descent/erm";
 * import { kFold } from "descent/preprocess";
 * import { matrixFrom } from "descent/core";
 * import { assert } from "@std/assert";
 *
 * const { test } = validationCurve(matrixFrom([[0], [1], [2], [3]]), [1, 3, 5, 7], {
 *   fit: (X, y, alpha) => fitLinearRegression(X, y, { alpha }),
 *   values: [0, 1, 100],
 *   score: (model, X, y) => -Math.abs(model.predict(X)[0]! - y[0]!),
 *   folds: kFold(4, { folds: 2 }),
 * });
 * assert(test.data[0]! > test.data[2]! && test.data[2]! > test.data[4]!);
 * ```
 */
export function validationCurve<Model, Value>(
  X: Matrix,
  y: ArrayLike<number>,
  { fit, values, score, folds, prepare }: ValidationCurveOptions<Model, Value>,
): CurveScores {
  checkFolds("draw a validation curve", { X, y }, folds);
  return curveOf(values.length, folds, (row, fold) => {
    const learner = { fit: (X: Matrix, y: Float64Array) => fit(X, y, values[row]!), prepare };
    return scorePart({ X, y }, fold, learner, [score]);
  });
}
