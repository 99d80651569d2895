import { cannot, createMatrix, type Matrix, rowOf } from "../core/mod.ts";
import { checkValues } from "./transformer.ts";

/** What {@linkcode normalize} may be told. */
export type NormalizeOptions = {
  /** The length to divide by: sum of sizes, root of the sum of squares, or greatest size. @default "l2" */
  norm?: "l1" | "l2" | "max" | undefined;
};

/**
 * Brings each row to length 1: `x / ‖x‖`. Nothing is learnt; every row stands for itself.
 *
 * A row of zeros stays as it is.
 *
 * @param X Any rows, shape `(n, d)`.
 * @param options `norm` is the length.
 * @returns A new matrix of the same shape.
 * @throws {RangeError} If X holds NaN or an infinity, or there is no such norm.
 *
 * @example
 * ```ts
 * import { normalize } from "descent/preprocess";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const X = matrixFrom([[3, -4], [0, 0]]);
 * assertEquals(rowsOf(normalize(X)), [[0.6, -0.8], [0, 0]]);
 * assertEquals(rowsOf(normalize(X, { norm: "max" })), [[0.75, -1], [0, 0]]);
 * ```
 *
 * Source: scikit-learn's Normalizer; `keras.utils.normalize` along the last axis, by its `order` 1, 2
 * or infinity.
 */
export function normalize(X: Matrix, { norm = "l2" }: NormalizeOptions = {}): Matrix {
  if (!Object.hasOwn(LENGTHS, norm)) {
    throw new RangeError(
      cannot(ACTION, `norm must be one of ${Object.keys(LENGTHS).join(", ")}`, norm),
    );
  }
  checkValues(ACTION, X, false);
  const normalized = createMatrix(X.rows, X.columns);
  for (let i = 0; i < X.rows; i++) {
    const row = rowOf(X, i);
    const length = LENGTHS[norm](row) || 1;
    normalized.data.set(row.map((value) => value / length), i * X.columns);
  }
  return normalized;
}

const LENGTHS = {
  l1: (row: Float64Array) => row.reduce((sum, value) => sum + Math.abs(value), 0),
  l2: (row: Float64Array) => Math.sqrt(row.reduce((sum, value) => sum + value * value, 0)),
  max: (row: Float64Array) => row.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
};

const ACTION = "normalise rows";
