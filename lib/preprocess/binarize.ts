import { cannot, type Matrix } from "../core/mod.ts";
import { checkValues, mapColumns } from "./transformer.ts";

/** What {@linkcode binarize} may be told. */
export type BinarizeOptions = {
  /** What a value must exceed to become 1. @default 0 */
  threshold?: number | undefined;
};

/**
 * Makes 1 of every value above a threshold, 0 of the others: `x > threshold`. The threshold itself
 * becomes 0.
 *
 * @param X Any rows, shape `(n, d)`.
 * @param options `threshold` may be left out.
 * @returns A new matrix of the same shape.
 * @throws {RangeError} If X holds NaN or an infinity, or the threshold is no number.
 *
 * @example Grey pixels to black and white
 * ```ts
 * import { binarize } from "descent/preprocess";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(rowsOf(binarize(matrixFrom([[0, 127, 128]]), { threshold: 127 })), [[0, 0, 1]]);
 * ```
 *
 * Source: scikit-learn's Binarizer.
 */
export function binarize(X: Matrix, { threshold = 0 }: BinarizeOptions = {}): Matrix {
  if (Number.isNaN(threshold)) {
    throw new RangeError(cannot(ACTION, "threshold must be a number", NaN));
  }
  checkValues(ACTION, X, false);
  return mapColumns(X, (value) => value > threshold ? 1 : 0);
}

const ACTION = "binarise";
