import type { Matrix } from "../../core/mod.ts";
import { linearHypothesis } from "../hypotheses/linear.ts";
import { squaredLoss } from "../losses/squared_loss.ts";
import { minimizeRisk } from "../minimize_risk.ts";
import { l2Penalty } from "../penalty.ts";
import { type RegressionModel, regressionModel } from "./regression_model.ts";

/** What {@linkcode fitLinearRegression} may be told. */
export type LinearRegressionOptions = {
  /** Weight of the squared coefficients, 0 or more. @default 0 */
  alpha?: number;
  /** Whether there is an intercept b. @default true */
  intercept?: boolean;
};

/**
 * Least squares, and with α ridge regression: `argmin Σ (y − w·x − b)² + α |w|²`, as scikit-learn's
 * LinearRegression and Ridge have it.
 *
 * By QR of the centred samples. Where α is 0 and columns depend on each other, or n < d, many w are
 * best: the shortest is given, and `rank` is below d.
 *
 * @param X Samples, shape `(n, d)`.
 * @param y Numbers to predict, shape `(n)`.
 * @param options α and whether there is an intercept.
 * @returns The model.
 * @throws {RangeError} If X or y is empty or not finite, lengths differ, or α is negative.
 *
 * @example
 * ```ts
 * import { fitLinearRegression } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const X = matrixFrom([[0], [1], [2]]);
 * const line = fitLinearRegression(X, [1, 3, 5]);
 * assertAlmostEquals(line.coefficients[0]!, 2);
 * assertAlmostEquals(line.intercept, 1);
 * const ridge = fitLinearRegression(X, [1, 3, 5], { alpha: 2 }); // Σ (x − 1)² is 2 too
 * assertAlmostEquals(ridge.coefficients[0]!, 1);
 * ```
 *
 * Source: A. Hoerl, R. Kennard, "Ridge regression", Technometrics 12 (1970).
 */
export function fitLinearRegression(
  X: Matrix,
  y: ArrayLike<number>,
  { alpha = 0, intercept = true }: LinearRegressionOptions = {},
): RegressionModel {
  const fitted = minimizeRisk(X, y, {
    loss: squaredLoss,
    hypothesis: linearHypothesis({ intercept }),
    penalty: l2Penalty(2 * alpha / Math.max(1, X.rows)),
  });
  return regressionModel(fitted, X.rows);
}
