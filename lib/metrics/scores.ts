import { cannot, type Matrix, matrixFrom } from "../core/mod.ts";

/** A row of k numbers for each sample, one for each class. */
export type ScoreRows = Matrix | readonly ArrayLike<number>[];

/** Whether there is a row of numbers for each sample, not one number. */
export function areRows(scores: ArrayLike<number> | ScoreRows): scores is ScoreRows {
  return "data" in scores || typeof (scores as ArrayLike<unknown>)[0] === "object";
}

/** The rows as a matrix of finite numbers. */
export function scoreMatrix(action: string, name: string, scores: ScoreRows): Matrix {
  const matrix = "data" in scores ? scores : matrixFrom(scores);
  checkFinite(action, name, matrix.data);
  return matrix;
}

/** Stops at the first score that is not a finite number. */
export function checkFinite(action: string, name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new RangeError(cannot(action, `${name} must hold finite numbers`, values[i]));
  }
}
