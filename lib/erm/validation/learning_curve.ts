import { checkInteger, createMatrix, type Matrix } from "../../core/mod.ts";
import {
  checkFolds,
  type Fit,
  type FoldPositions,
  type Prepare,
  type Score,
  scorePart,
} from "./learner.ts";

/** What {@linkcode learningCurve} must be told. */
export type LearningCurveOptions<Model> = {
  /** What learns. */
  fit: Fit<Model>;
  /** How the model is judged. */
  score: Score<Model>;
  /** Which samples train and which test. */
  folds: readonly FoldPositions[];
  /** With how many training samples to learn, each from 1 to the smallest training part. */
  sizes: readonly number[];
  /** Put before the learner, such as `fitStandardScaler`. @default nothing */
  prepare?: Prepare;
};

/** Scores by a setting (a row each) and fold (a column each). */
export type CurveScores = {
  /** On the samples learnt from. */
  readonly train: Matrix;
  /** On those held out. */
  readonly test: Matrix;
};

/**
 * How a learner does with more and more data: the first `size` samples of each training part, in their
 * order, judged on those samples and on the whole test part.
 *
 * Two curves far apart that still close in ask for more data; two that have met too low ask for another
 * model. Shuffle the folds before, or the first samples are all of one kind.
 *
 * @param X Samples, shape `(n, d)`.
 * @param y Labels, shape `(n)`.
 * @param options Learner, score, folds and sizes.
 * @returns Scores of shape `(sizes, folds)` on both parts.
 * @throws {RangeError} If a size is out of its range, lengths differ, or a fold lacks a part.
 *
 * @example One sample is learnt by heart
 * ```ts
 * import { fitLinearRegression, learningCurve } from "descent/erm";
 * import { kFold } from "descent/preprocess";
 * import { matrixFrom } from "descent/core";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const error = (model: { predict(X: typeof x): Float64Array }, X: typeof x, y: Float64Array) =>
 *   Math.max(...model.predict(X).map((z, i) => Math.abs(z - y[i]!)));
 * const x = matrixFrom([[0], [1], [2], [3]]);
 * const { train, test } = learningCurve(x, [1, 3, 5, 7], {
 *   fit: fitLinearRegression,
 *   score: error,
 *   folds: kFold(4, { folds: 2 }),
 *   sizes: [1, 2],
 * });
 * assertAlmostEquals(train.data[0]!, 0); // with one sample
 * assertAlmostEquals(test.data[0]!, 4); // says 5, its one label, where 1 is true
 * assertAlmostEquals(test.data[2]!, 0, 1e-9); // two samples make the line
 * ```
 */
export function learningCurve<Model>(
  X: Matrix,
  y: ArrayLike<number>,
  { fit, score, folds, sizes, prepare }: LearningCurveOptions<Model>,
): CurveScores {
  const action = "draw a learning curve";
  checkFolds(action, { X, y }, folds);
  const smallest = Math.min(...folds.map(({ train }) => train.length));
  sizes.forEach((size) => checkInteger(action, "a size", size, 1, smallest));
  return curveOf(sizes.length, folds, (row, fold) => {
    const train = Array.from(fold.train).slice(0, sizes[row]);
    return scorePart({ X, y }, { train, test: fold.test }, { fit, prepare }, [score]);
  });
}

/** Fills both tables, row by row. */
export function curveOf(
  rows: number,
  folds: readonly FoldPositions[],
  scoreAt: (row: number, fold: FoldPositions) => { train: number[]; test: number[] },
): CurveScores {
  const [train, test] = [createMatrix(rows, folds.length), createMatrix(rows, folds.length)];
  for (let row = 0; row < rows; row++) {
    folds.forEach((fold, column) => {
      const scores = scoreAt(row, fold);
      train.data[row * folds.length + column] = scores.train[0]!;
      test.data[row * folds.length + column] = scores.test[0]!;
    });
  }
  return { train, test };
}
