import {
  cannot,
  checkBetween,
  checkSameLength,
  createMatrix,
  type Matrix,
} from "../../core/mod.ts";
import { checkSamples } from "../check.ts";
import { centredColumns, columnMeans, columnSizes } from "../algebra/columns.ts";
import { dot, largestOf } from "../algebra/dot.ts";
import { newton } from "../solvers/newton.ts";
import { fitLinearRegression } from "./fit_linear_regression.ts";
import type { RegressionModel } from "./regression_model.ts";

/** What {@linkcode fitHuberRegression} may be told. */
export type HuberRegressionOptions = {
  /** From how many σ on an error counts straight, above 1. @default 1.35 */
  epsilon?: number;
  /** Weight of the squared coefficients, 0 or more. @default 0.0001 */
  alpha?: number;
};

/** A robust line with the scale of its errors. */
export type HuberModel = RegressionModel & {
  /** σ, the scale of the errors that are not outliers, in the unit of y. */
  readonly scale: number;
  /** Which samples lie further off than ε σ, shape `(n)`. */
  readonly outliers: readonly boolean[];
};

/**
 * Robust regression that finds the scale of its errors by itself, as scikit-learn's HuberRegressor:
 * errors up to ε σ count squared, larger ones straight.
 *
 * `argmin_{w, b, σ} Σ σ + σ H((y − w·x − b)/σ) + α |w|²`, `H(r) = r²` where `|r| < ε`, else `2 ε |r| − ε²`
 *
 * Convex in w, b and σ together. ε of 1.35 keeps 95 % of the mean's efficiency where errors are
 * normal. By Newton's method from the least squares line. Where most samples lie on one plane σ falls to
 * 0, where the problem ends: an error.
 *
 * @param X Samples, shape `(n, d)`.
 * @param y Numbers to predict, shape `(n)`.
 * @param options ε and α.
 * @returns The model, σ and the outliers.
 * @throws {RangeError} If X or y is empty or not finite, lengths differ, ε is not above 1, α is
 * negative, or most samples lie on one plane.
 *
 * @example
 * ```ts
 * import { fitHuberRegression } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const X = matrixFrom([[0], [1], [2], [3], [4], [5]]);
 * const model = fitHuberRegression(X, [0.1, 0.9, 2.1, 2.9, 40, 5]);
 * assert(Math.abs(model.coefficients[0]! - 1) < 0.2);
 * assertEquals(model.outliers.indexOf(true), 4);
 * ```
 *
 * Source: A. Owen, "A robust hybrid of lasso and ridge regression" (2007).
 */
export function fitHuberRegression(
  X: Matrix,
  y: ArrayLike<number>,
  { epsilon = 1.35, alpha = 1e-4 }: HuberRegressionOptions = {},
): HuberModel {
  checkBetween(ACTION, "epsilon", epsilon, 1);
  if (!(alpha >= 0 && alpha < Infinity)) {
    throw new RangeError(cannot(ACTION, "alpha must be 0 or more", alpha));
  }
  checkSamples(ACTION, X);
  checkSameLength(ACTION, ["X", X.rows], ["y", y.length]);
  const line = fitLinearRegression(X, y, { alpha });
  const spread = Math.sqrt(
    line.predict(X).reduce((sum, z, i) => sum + (y[i]! - z) ** 2, 0) / X.rows,
  );
  const size = largestOf(Float64Array.from(y));
  const watch = (theta: Float64Array) => checkScale(theta.at(-1)!, size);
  checkScale(spread, size);
  const means = columnMeans(X); // taken away for the search, and back into the intercept after it
  const centred = centredColumns(X, means);
  const problem = { ...huberProblem(centred, y, epsilon, alpha), watch };
  const middle = line.intercept + dot(means, 0, line.coefficients, X.columns);
  const start = Float64Array.from([...line.coefficients, middle, spread]);
  const enough = 1e-9 * X.rows; // the slope by σ begins near n
  const units = Float64Array.from([...columnSizes(centred).map((size) => size || 1), 1, 1]);
  const { theta } = newton(problem, start, { enough, units, maxSteps: 1000 });
  const d = X.columns;
  const [intercept, scale] = [theta[d]! - dot(means, 0, theta, d), theta[d + 1]!];
  const predict = (X: Matrix) =>
    Float64Array.from({ length: X.rows }, (_, i) => dot(X.data, i * d, theta, d) + intercept);
  const outliers = Array.from(predict(X), (z, i) => Math.abs(y[i]! - z) > epsilon * scale);
  return {
    coefficients: theta.slice(0, d),
    intercept,
    objective: problem.value(theta),
    scale,
    outliers,
    predict,
  };
}

const ACTION = "fit a Huber regression";

/** Where most samples lie on one plane σ falls to 0, or to what rounding leaves. */
function checkScale(sigma: number, size: number): void {
  if (sigma > 1e-9 * size) return;
  const needed = "most samples must scatter, not lie on one plane: the scale of their errors";
  throw new RangeError(`${cannot(ACTION, needed)} falls to ${sigma}`);
}

/** The objective and its derivatives by (w, b, σ). */
function huberProblem(X: Matrix, y: ArrayLike<number>, epsilon: number, alpha: number) {
  const d = X.columns;
  const size = d + 2;
  const errorOf = (theta: Float64Array, i: number) =>
    y[i]! - dot(X.data, i * d, theta, d) - theta[d]!;
  const isInside = (error: number, sigma: number) => Math.abs(error) < epsilon * sigma;
  const row = new Float64Array(d + 1).fill(1); // x, and 1 for the intercept
  const rowAt = (i: number) => (row.set(X.data.subarray(i * d, (i + 1) * d)), row);

  return {
    value(theta: Float64Array) {
      const sigma = theta[d + 1]!;
      if (!(sigma > 0)) return Infinity;
      let sum = 0;
      for (let j = 0; j < d; j++) sum += alpha * theta[j]! ** 2;
      for (let i = 0; i < X.rows; i++) {
        const error = errorOf(theta, i);
        sum += isInside(error, sigma)
          ? sigma + error * error / sigma
          : sigma + 2 * epsilon * Math.abs(error) - epsilon * epsilon * sigma;
      }
      return sum;
    },
    gradient(theta: Float64Array) {
      const sigma = theta[d + 1]!;
      const gradient = new Float64Array(size);
      for (let j = 0; j < d; j++) gradient[j] = 2 * alpha * theta[j]!;
      for (let i = 0; i < X.rows; i++) {
        const r = errorOf(theta, i) / sigma;
        const inside = isInside(r, 1);
        const slope = inside ? 2 * r : 2 * epsilon * Math.sign(r);
        rowAt(i).forEach((x, j) => gradient[j]! -= slope * x);
        gradient[d + 1]! += 1 - (inside ? r * r : epsilon * epsilon);
      }
      return gradient;
    },
    hessian(theta: Float64Array) {
      const sigma = theta[d + 1]!;
      const H = createMatrix(size, size);
      for (let j = 0; j < d; j++) H.data[j * size + j] = 2 * alpha;
      for (let i = 0; i < X.rows; i++) {
        const r = errorOf(theta, i) / sigma;
        if (!isInside(r, 1)) continue; // straight there
        const along = Float64Array.from([...rowAt(i), r]); // ∂r is −along / σ
        for (let j = 0; j < size; j++) {
          for (let l = 0; l < size; l++) {
            H.data[j * size + l]! += 2 * along[j]! * along[l]! / sigma;
          }
        }
      }
      return H;
    },
  };
}
