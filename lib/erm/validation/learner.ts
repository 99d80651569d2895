import {
  cannot,
  checkInteger,
  checkSameLength,
  type Matrix,
  type Split,
  takeRows,
} from "../../core/mod.ts";
import type { Transformer } from "../../preprocess/mod.ts";

/** What learns from samples of shape `(n, d)` and labels of shape `(n)`. */
export type Fit<Model> = (X: Matrix, y: Float64Array) => Model;

/** How good a model is on samples: one number, better when higher, or an error, as you like. */
export type Score<Model> = (model: Model, X: Matrix, y: Float64Array) => number;

/** What is put before the learner: fitted on the training part alone, applied to both. */
export type Prepare = (X: Matrix) => Transformer;

/** Positions of samples for one fit. */
export type FoldPositions = { train: ArrayLike<number>; test: ArrayLike<number> };

/** The scores of one fit on the samples that it saw and on those that it did not. */
export function scorePart<Model>(
  { X, y }: { X: Matrix; y: ArrayLike<number> },
  { train, test }: FoldPositions,
  { fit, prepare }: { fit: Fit<Model>; prepare?: Prepare | undefined },
  scores: Score<Model>[],
): { train: number[]; test: number[] } {
  const [seen, unseen] = [takeRows(X, train), takeRows(X, test)];
  const transformer = prepare?.(seen);
  const ready = (part: Matrix) => transformer ? transformer.transform(part) : part;
  const [seenY, unseenY] = [take(y, train), take(y, test)];
  const model = fit(ready(seen), seenY);
  return {
    train: scores.map((score) => score(model, ready(seen), seenY)),
    test: scores.map((score) => score(model, ready(unseen), unseenY)),
  };
}

/** Stops unless samples and labels are as many and every fold has both parts. */
export function checkFolds(
  action: string,
  { X, y }: { X: Matrix; y: ArrayLike<number> },
  folds: readonly (FoldPositions | Split)[],
): void {
  checkSameLength(action, ["X", X.rows], ["y", y.length]);
  checkInteger(action, "the number of folds", folds.length, 1);
  folds.forEach(({ train, test }, fold) => {
    if (train.length > 0 && test.length > 0) return;
    const needed = `fold ${fold} must have samples to train and to test`;
    throw new RangeError(`${cannot(action, needed)}, got ${train.length} and ${test.length}`);
  });
}

function take(values: ArrayLike<number>, positions: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: positions.length }, (_, i) => values[positions[i]!]!);
}
