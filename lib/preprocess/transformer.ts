import { cannot, createMatrix, type Matrix } from "../core/mod.ts";

/**
 * What was learnt from training data and can be applied to any other: numbers beside a function.
 *
 * The numbers are plain: `JSON.stringify(transformer)` keeps them, and `restoreTransformer` brings the
 * function back, so that a saved model keeps what its input needs.
 */
export type Transformer = {
  /** Which transformer it is, for {@linkcode restoreTransformer}. */
  readonly kind: string;
  /** The same change for any rows, shape `(n, d)`; `X` stays as it is. */
  transform(X: Matrix): Matrix;
};

/** A transformer that can be undone. */
export type InvertibleTransformer = Transformer & {
  /** What `transform` was given, from what it gave, up to rounding. */
  inverseTransform(X: Matrix): Matrix;
};

/**
 * Stops unless a matrix to learn from has rows and columns, and no infinity.
 *
 * @param missing Whether NaN may stand for a missing value.
 */
export function checkFit(action: string, X: Matrix, missing: boolean): void {
  if (X.rows === 0 || X.columns === 0) {
    const needed = "X must have at least one row and one column";
    throw new RangeError(`${cannot(action, needed)}, got ${X.rows} × ${X.columns}`);
  }
  checkValues(action, X, missing);
}

/** Stops where a matrix holds an infinity, or NaN if nothing may be missing. */
export function checkValues(action: string, { data, columns }: Matrix, missing: boolean): void {
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (Number.isFinite(value) || (missing && Number.isNaN(value))) continue;
    const place = `row ${Math.floor(i / columns)}, column ${i % columns}`;
    const needed = missing ? "finite numbers, or NaN where one is missing" : "finite numbers";
    throw new RangeError(`${cannot(action, `X must hold ${needed}`, value)} in ${place}`);
  }
}

/** Stops unless a matrix has as many columns as the one learnt from. */
export function checkColumns(action: string, X: Matrix, columns: number): void {
  if (X.columns === columns) return;
  const needed = `X must have the ${columns} columns of the data it was fitted on`;
  throw new RangeError(cannot(action, needed, X.columns));
}

/** A new matrix in which each value is changed by a rule of its column. */
export function mapColumns(X: Matrix, change: (value: number, column: number) => number): Matrix {
  const changed = createMatrix(X.rows, X.columns);
  for (let i = 0, j = 0; i < X.data.length; i++) {
    changed.data[i] = change(X.data[i]!, j);
    if (++j === X.columns) j = 0;
  }
  return changed;
}
