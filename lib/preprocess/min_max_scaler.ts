import { cannot, type Matrix } from "../core/mod.ts";
import { nonZeroScale, presentValues } from "./column_values.ts";
import { checkColumns, checkFit, type InvertibleTransformer, mapColumns } from "./transformer.ts";

/** What a min-max scaler has learnt. */
export type MinMaxScalerState = {
  readonly kind: "minMaxScaler";
  /** The least value of each column. */
  readonly dataMin: readonly number[];
  /** The greatest value of each column. */
  readonly dataMax: readonly number[];
  /** What each column is multiplied with. */
  readonly scale: readonly number[];
  /** What is added to each column after that. */
  readonly shift: readonly number[];
  /** Where the training data lie after the change: least and greatest. */
  readonly range: readonly [number, number];
  /** Whether other data are held inside the range. */
  readonly clip: boolean;
};

/** A scaler fitted by {@linkcode fitMinMaxScaler}. */
export type MinMaxScaler = MinMaxScalerState & InvertibleTransformer;

/** What {@linkcode fitMinMaxScaler} may be told. */
export type MinMaxScalerOptions = {
  /** Where the training data shall lie. @default [0, 1] */
  range?: readonly [number, number] | undefined;
  /** Whether to hold other data inside the range. @default false */
  clip?: boolean | undefined;
};

/**
 * Learns least and greatest value of each column, and brings that span to a range:
 * `x · scale + shift` with `scale = (high − low) / (max − min)` and `shift = low − min · scale`.
 *
 * A constant column is only moved, to the low end. NaN is passed over and stays NaN. One wild value in
 * the training part squeezes all others together; a robust scaler does not mind it.
 *
 * @param X Rows to learn from, shape `(n, d)`; NaN where a value is missing.
 * @param options All may be left out.
 * @returns The numbers learnt, `transform` and `inverseTransform`.
 * @throws {RangeError} If X is empty, holds an infinity or a column without values, or the range is
 * not rising.
 *
 * @example New data may leave the range, unless clipped
 * ```ts
 * import { fitMinMaxScaler } from "descent/preprocess";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const X = matrixFrom([[10], [20]]);
 * assertEquals(rowsOf(fitMinMaxScaler(X).transform(matrixFrom([[15], [40]]))), [[0.5], [3]]);
 * const clipped = fitMinMaxScaler(X, { clip: true });
 * assertEquals(rowsOf(clipped.transform(matrixFrom([[40]]))), [[1]]);
 * ```
 *
 * Source: scikit-learn's MinMaxScaler.
 */
export function fitMinMaxScaler(
  X: Matrix,
  { range = [0, 1], clip = false }: MinMaxScalerOptions = {},
): MinMaxScaler {
  checkFit(ACTION, X, true);
  const [low, high] = range;
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) {
    throw new RangeError(
      cannot(ACTION, "range must rise from one finite number to another", range),
    );
  }
  const columns = presentValues(ACTION, X);
  const dataMin = columns.map((values) => values.reduce((a, b) => Math.min(a, b)));
  const dataMax = columns.map((values) => values.reduce((a, b) => Math.max(a, b)));
  const scale = dataMin.map((min, j) => (high - low) / nonZeroScale(dataMax[j]! - min));
  const shift = dataMin.map((min, j) => low - min * scale[j]!);
  return minMaxScaler({
    kind: "minMaxScaler",
    dataMin,
    dataMax,
    scale,
    shift,
    range: [low, high],
    clip,
  });
}

/** The scaler of numbers that were learnt before. */
export function minMaxScaler(state: MinMaxScalerState): MinMaxScaler {
  const { scale, shift, clip, range: [low, high] } = state;
  return {
    ...state,
    transform(X) {
      checkColumns("scale to a range", X, scale.length);
      return mapColumns(X, (value, j) => {
        const scaled = value * scale[j]! + shift[j]!;
        return clip ? Math.min(Math.max(scaled, low), high) : scaled;
      });
    },
    inverseTransform(X) {
      checkColumns("undo scaling to a range", X, scale.length);
      return mapColumns(X, (value, j) => (value - shift[j]!) / scale[j]!);
    },
  };
}

const ACTION = "fit a min-max scaler";
