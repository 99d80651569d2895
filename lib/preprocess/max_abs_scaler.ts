import type { Matrix } from "../core/mod.ts";
import { nonZeroScale, presentValues } from "./column_values.ts";
import { checkColumns, checkFit, type InvertibleTransformer, mapColumns } from "./transformer.ts";

/** What a max-abs scaler has learnt. */
export type MaxAbsScalerState = {
  readonly kind: "maxAbsScaler";
  /** The greatest distance from 0 in each column. */
  readonly maxAbs: readonly number[];
  /** What each column is divided by: `maxAbs`, or 1 for a column of zeros. */
  readonly scale: readonly number[];
};

/** A scaler fitted by {@linkcode fitMaxAbsScaler}. */
export type MaxAbsScaler = MaxAbsScalerState & InvertibleTransformer;

/**
 * Learns how far from 0 each column goes, and divides by that: `x / max|x|`. Zeros stay zeros, so that
 * a table of mostly zeros stays one.
 *
 * A column of zeros is divided by 1. NaN is passed over and stays NaN.
 *
 * @param X Rows to learn from, shape `(n, d)`; NaN where a value is missing.
 * @returns The numbers learnt, `transform` and `inverseTransform`.
 * @throws {RangeError} If X is empty, holds an infinity or a column without values.
 *
 * @example
 * ```ts
 * import { fitMaxAbsScaler } from "descent/preprocess";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const scaler = fitMaxAbsScaler(matrixFrom([[-4, 0], [2, 0]]));
 * assertEquals(rowsOf(scaler.transform(matrixFrom([[2, 3]]))), [[0.5, 3]]);
 * ```
 *
 * Source: scikit-learn's MaxAbsScaler.
 */
export function fitMaxAbsScaler(X: Matrix): MaxAbsScaler {
  checkFit(ACTION, X, true);
  const maxAbs = presentValues(ACTION, X).map((values) =>
    values.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 0)
  );
  return maxAbsScaler({ kind: "maxAbsScaler", maxAbs, scale: maxAbs.map(nonZeroScale) });
}

/** The scaler of numbers that were learnt before. */
export function maxAbsScaler(state: MaxAbsScalerState): MaxAbsScaler {
  const { scale } = state;
  return {
    ...state,
    transform(X) {
      checkColumns("scale by the greatest value", X, scale.length);
      return mapColumns(X, (value, j) => value / scale[j]!);
    },
    inverseTransform(X) {
      checkColumns("undo scaling by the greatest value", X, scale.length);
      return mapColumns(X, (value, j) => value * scale[j]!);
    },
  };
}

const ACTION = "fit a max-abs scaler";
