import {
  cannot,
  checkBetween,
  checkInteger,
  checkSameLength,
  createMatrix,
  type Matrix,
} from "../../core/mod.ts";
import { checkSamples } from "../check.ts";
import { fitElasticNet } from "../models/fit_elastic_net.ts";
import type { RegressionModel } from "../models/regression_model.ts";

/** What {@linkcode regularizationPath} may be told. */
export type RegularizationPathOptions = {
  /** Share of L1 in the penalty, from 0 to 1. @default 1 */
  l1Ratio?: number;
  /** The weights of the penalty, in any order. @default alphaGrid() */
  alphas?: ArrayLike<number>;
};

/** Coefficients by penalty, heaviest first. */
export type RegularizationPath = {
  /** The weights of the penalty, falling. */
  readonly alphas: Float64Array;
  /** A row of coefficients for each, shape `(alphas, d)`. */
  readonly coefficients: Matrix;
  /** The intercept for each. */
  readonly intercepts: Float64Array;
  /** How many coefficients are not 0, for each. */
  readonly nonZero: Uint32Array;
};

/**
 * The elastic net from a penalty under which nothing is left down to nearly none: which features enter,
 * and in what order. Each fit begins where the last one ended.
 *
 * @param X Samples, shape `(n, d)`, in columns of one scale.
 * @param y Numbers to predict, shape `(n)`.
 * @param options All may be left out; a ratio of 0 needs its own `alphas`.
 * @returns Coefficients and intercepts, heaviest penalty first.
 * @throws {RangeError} As {@linkcode fitElasticNet} and {@linkcode alphaGrid}.
 *
 * @example
 * ```ts
 * import { regularizationPath } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const X = matrixFrom([[-1, 1], [-1, -1], [1, 1], [1, -1]]);
 * const path = regularizationPath(X, [-2, -2.2, 2.2, 2], { alphas: [3, 1, 0.01] });
 * assertEquals([...path.nonZero], [0, 1, 2]);
 * ```
 *
 * Source: J. Friedman, T. Hastie, R. Tibshirani, "Regularization paths for generalized linear models
 * via coordinate descent", Journal of Statistical Software 33 (2010).
 */
export function regularizationPath(
  X: Matrix,
  y: ArrayLike<number>,
  { l1Ratio = 1, alphas = alphaGrid(X, y, { l1Ratio }) }: RegularizationPathOptions = {},
): RegularizationPath {
  const falling = Float64Array.from(alphas).sort().reverse();
  const coefficients = createMatrix(falling.length, X.columns);
  const intercepts = new Float64Array(falling.length);
  let last: RegressionModel | undefined;
  falling.forEach((alpha, row) => {
    last = fitElasticNet(X, y, { alpha, l1Ratio, ...(last ? { start: last } : {}) });
    coefficients.data.set(last.coefficients, row * X.columns);
    intercepts[row] = last.intercept;
  });
  const nonZero = Uint32Array.from(
    falling,
    (_, row) =>
      coefficients.data.subarray(row * X.columns, (row + 1) * X.columns).filter((w) => w !== 0)
        .length,
  );
  return { alphas: falling, coefficients, intercepts, nonZero };
}

/** What {@linkcode alphaGrid} may be told. */
export type AlphaGridOptions = {
  /** Share of L1 in the penalty, above 0, to 1. @default 1 */
  l1Ratio?: number;
  /** How many weights, at least 2. @default 100 */
  count?: number;
  /** The lightest as a share of the heaviest, between 0 and 1. @default 0.001 */
  epsilon?: number;
};

/**
 * Weights for a path, evenly apart in their logarithm, from the lightest penalty that leaves no
 * coefficient down: `max|x_j·(y − ȳ)| / (n ρ)`.
 *
 * @param X Samples, shape `(n, d)`.
 * @param y Numbers to predict, shape `(n)`.
 * @param options All may be left out.
 * @returns Falling weights.
 * @throws {RangeError} If X or y is empty or not finite, an option is out of its range, or y says
 * nothing of X, so that there is no heaviest weight above 0.
 *
 * @example
 * ```ts
 * import { alphaGrid } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const grid = alphaGrid(matrixFrom([[-1], [1]]), [0, 4], { count: 2, epsilon: 0.01 });
 * assertAlmostEquals(grid[0]!, 2);
 * assertAlmostEquals(grid[1]!, 0.02);
 * ```
 */
export function alphaGrid(
  X: Matrix,
  y: ArrayLike<number>,
  { l1Ratio = 1, count = 100, epsilon = 1e-3 }: AlphaGridOptions = {},
): Float64Array {
  const action = "lay out penalties";
  checkSamples(action, X);
  checkSameLength(action, ["X", X.rows], ["y", y.length]);
  checkInteger(action, "count", count, 2);
  checkBetween(action, "epsilon", epsilon, 0, 1);
  if (!(l1Ratio > 0 && l1Ratio <= 1)) {
    const needed = "l1Ratio must be above 0 and at most 1, or alphas must be given";
    throw new RangeError(cannot(action, needed, l1Ratio));
  }
  const mean = Float64Array.from(y).reduce((sum, value) => sum + value, 0) / y.length;
  const products = new Float64Array(X.columns);
  X.data.forEach((x, at) => {
    products[at % X.columns]! += x * (y[Math.floor(at / X.columns)]! - mean);
  });
  const heaviest = Math.max(...products.map(Math.abs)) / (X.rows * l1Ratio);
  checkBetween(action, "the heaviest penalty, from X and y,", heaviest, 0);
  return Float64Array.from({ length: count }, (_, i) => heaviest * epsilon ** (i / (count - 1)));
}
