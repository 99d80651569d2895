import { cannot, checkSameLength, type Matrix } from "../core/mod.ts";
import { presentValues } from "./column_values.ts";
import { checkColumns, checkFit, type InvertibleTransformer, mapColumns } from "./transformer.ts";

/** What a standard scaler has learnt. */
export type StandardScalerState = {
  readonly kind: "standardScaler";
  /** The mean of each column. */
  readonly mean: readonly number[];
  /** The variance of each column, divided by n. */
  readonly variance: readonly number[];
  /** What each column is divided by: the root of the variance, 1 where the column is constant. */
  readonly scale: readonly number[];
  /** Whether the mean is taken away. */
  readonly withMean: boolean;
};

/** A scaler fitted by {@linkcode fitStandardScaler}. */
export type StandardScaler = StandardScalerState & InvertibleTransformer;

/** What {@linkcode fitStandardScaler} may be told. */
export type StandardScalerOptions = {
  /** Whether to take the mean away. @default true */
  withMean?: boolean | undefined;
  /** Whether to divide by the standard deviation. @default true */
  withStd?: boolean | undefined;
  /** How much each row counts, shape `(n)`, at least 0. @default 1 each */
  weights?: ArrayLike<number> | undefined;
};

/**
 * Learns mean and standard deviation of each column, and brings any rows to mean 0 and deviation 1 by
 * them: `(x − mean) / scale`.
 *
 * The deviation divides by n, not n − 1. A constant column is divided by 1; so is one whose variance
 * cannot be told from rounding: `variance ≤ n · ε · variance + (n · mean · ε)²`. NaN is left out of the
 * sums and stays NaN. Fit on the training part alone: what the test part knows must not leak in.
 *
 * @param X Rows to learn from, shape `(n, d)`; NaN where a value is missing.
 * @param options All may be left out.
 * @returns The numbers learnt, `transform` and `inverseTransform`.
 * @throws {RangeError} If X is empty, holds an infinity, a column without values or one whose squares
 * overflow, or the weights are not n numbers of at least 0 with a positive sum.
 *
 * @example Scaled by what the training part says
 * ```ts
 * import { fitStandardScaler } from "descent/preprocess";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const scaler = fitStandardScaler(matrixFrom([[1, 5], [3, 5]]));
 * assertEquals([scaler.mean, scaler.scale], [[2, 5], [1, 1]]);
 * assertEquals(rowsOf(scaler.transform(matrixFrom([[4, 6]]))), [[2, 1]]);
 * ```
 *
 * Source: the rule for constant columns is scikit-learn's StandardScaler.
 */
export function fitStandardScaler(
  X: Matrix,
  { withMean = true, withStd = true, weights }: StandardScalerOptions = {},
): StandardScaler {
  checkFit(ACTION, X, true);
  checkWeights(weights, X.rows);
  presentValues(ACTION, X); // stops where a column has no value
  const columns = Array.from({ length: X.columns }, (_, j) => momentsOf(X, j, weights));
  return standardScaler({
    kind: "standardScaler",
    mean: columns.map(({ mean }) => mean),
    variance: columns.map(({ variance }) => variance),
    scale: columns.map((moments) => withStd ? scaleOf(moments) : 1),
    withMean,
  });
}

/** The scaler of numbers that were learnt before. */
export function standardScaler(state: StandardScalerState): StandardScaler {
  const { mean, scale, withMean } = state;
  const shift = (j: number) => withMean ? mean[j]! : 0;
  return {
    ...state,
    transform(X) {
      checkColumns("standardise", X, mean.length);
      return mapColumns(X, (value, j) => (value - shift(j)) / scale[j]!);
    },
    inverseTransform(X) {
      checkColumns("undo standardising", X, mean.length);
      return mapColumns(X, (value, j) => value * scale[j]! + shift(j));
    },
  };
}

const ACTION = "fit a standard scaler";

type Moments = { n: number; mean: number; variance: number };

/** In two passes, because the one-pass formula cancels where the mean is large. */
function momentsOf(
  { data, rows, columns }: Matrix,
  j: number,
  weights?: ArrayLike<number>,
): Moments {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    const value = data[i * columns + j]!;
    if (Number.isNaN(value)) continue;
    const weight = weights?.[i] ?? 1;
    n += weight;
    sum += weight * value;
  }
  if (!(n > 0)) {
    throw new RangeError(cannot(ACTION, `the weights of column ${j}'s values must not all be 0`));
  }
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < rows; i++) {
    const value = data[i * columns + j]!;
    if (!Number.isNaN(value)) squares += (weights?.[i] ?? 1) * (value - mean) ** 2;
  }
  if (!Number.isFinite(squares)) {
    const needed = `squares of column ${j} must stay finite, which fitMaxAbsScaler() brings about`;
    throw new RangeError(`${cannot(ACTION, needed)}, got a sum of ${squares}`);
  }
  return { n, mean, variance: squares / n };
}

function scaleOf({ n, mean, variance }: Moments): number {
  const rounding = n * Number.EPSILON * variance + (n * mean * Number.EPSILON) ** 2;
  return variance <= rounding ? 1 : Math.sqrt(variance);
}

function checkWeights(weights: ArrayLike<number> | undefined, rows: number): void {
  if (weights === undefined) return;
  checkSameLength(ACTION, ["weights", weights.length], ["rows", rows]);
  for (let i = 0; i < rows; i++) {
    if (Number.isFinite(weights[i]) && weights[i]! >= 0) continue;
    throw new RangeError(
      cannot(ACTION, `weight ${i} must be a finite number of at least 0`, weights[i]),
    );
  }
}
