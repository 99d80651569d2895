import { cannot, type Matrix } from "../core/mod.ts";
import { nonZeroScale, presentValues, quantileOf } from "./column_values.ts";
import { checkColumns, checkFit, type InvertibleTransformer, mapColumns } from "./transformer.ts";

/** What a robust scaler has learnt. */
export type RobustScalerState = {
  readonly kind: "robustScaler";
  /** The median of each column, or 0 without centring. */
  readonly center: readonly number[];
  /** What each column is divided by: the distance of the two quantiles, 1 where it is 0. */
  readonly scale: readonly number[];
};

/** A scaler fitted by {@linkcode fitRobustScaler}. */
export type RobustScaler = RobustScalerState & InvertibleTransformer;

/** What {@linkcode fitRobustScaler} may be told. */
export type RobustScalerOptions = {
  /** Whether to take the median away. @default true */
  withCentering?: boolean | undefined;
  /** Whether to divide by the distance of the quantiles. @default true */
  withScaling?: boolean | undefined;
  /** The two quantiles in percent. @default [25, 75] */
  quantileRange?: readonly [number, number] | undefined;
};

/**
 * Learns the median of each column and the distance of two quantiles, and brings any rows to median 0
 * and distance 1: `(x − median) / (q₇₅ − q₂₅)`. A few wild values, however wild, change neither.
 *
 * Quantiles go by straight lines between neighbours. A column whose quantiles coincide is divided by 1.
 * NaN is passed over and stays NaN.
 *
 * @param X Rows to learn from, shape `(n, d)`; NaN where a value is missing.
 * @param options All may be left out.
 * @returns The numbers learnt, `transform` and `inverseTransform`.
 * @throws {RangeError} If X is empty, holds an infinity or a column without values, or the quantiles
 * do not rise between 0 and 100.
 *
 * @example A wild value changes nothing for the others
 * ```ts
 * import { fitRobustScaler } from "descent/preprocess";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const scaler = fitRobustScaler(matrixFrom([[1], [2], [3], [4], [1e9]]));
 * assertEquals(rowsOf(scaler.transform(matrixFrom([[3], [5]]))), [[0], [1]]);
 * ```
 *
 * Source: scikit-learn's RobustScaler.
 */
export function fitRobustScaler(
  X: Matrix,
  { withCentering = true, withScaling = true, quantileRange = [25, 75] }: RobustScalerOptions = {},
): RobustScaler {
  checkFit(ACTION, X, true);
  const [low, high] = quantileRange;
  if (!(low >= 0 && low < high && high <= 100)) {
    throw new RangeError(
      cannot(ACTION, "quantileRange must rise from 0 to at most 100", quantileRange),
    );
  }
  const columns = presentValues(ACTION, X).map((values) => values.sort());
  const spans = columns.map((values) =>
    quantileOf(values, high / 100) - quantileOf(values, low / 100)
  );
  return robustScaler({
    kind: "robustScaler",
    center: columns.map((values) => withCentering ? quantileOf(values, 0.5) : 0),
    scale: spans.map((span) => withScaling ? nonZeroScale(span) : 1),
  });
}

/** The scaler of numbers that were learnt before. */
export function robustScaler(state: RobustScalerState): RobustScaler {
  const { center, scale } = state;
  return {
    ...state,
    transform(X) {
      checkColumns("scale by quantiles", X, scale.length);
      return mapColumns(X, (value, j) => (value - center[j]!) / scale[j]!);
    },
    inverseTransform(X) {
      checkColumns("undo scaling by quantiles", X, scale.length);
      return mapColumns(X, (value, j) => value * scale[j]! + center[j]!);
    },
  };
}

const ACTION = "fit a robust scaler";
