import { cannot, type Matrix } from "../../core/mod.ts";
import { linearHypothesis } from "../hypotheses/linear.ts";
import { squaredLoss } from "../losses/squared_loss.ts";
import { minimizeRisk } from "../minimize_risk.ts";
import { elasticNetPenalty } from "../penalty.ts";
import { type RegressionModel, regressionModel } from "./regression_model.ts";

/** What {@linkcode fitElasticNet} must be told. */
export type ElasticNetOptions = {
  /** Weight of the penalty, 0 or more. */
  alpha: number;
  /** Share of L1 in it, from 0 (ridge) to 1 (lasso). @default 1 */
  l1Ratio?: number;
  /** Whether there is an intercept b. @default true */
  intercept?: boolean;
  /** Where to begin: a model of a neighbouring α saves steps. @default zeros */
  start?: RegressionModel;
};

/**
 * The lasso, and with a ratio below 1 the elastic net: least squares in which coefficients that help
 * little become 0, as scikit-learn's Lasso and ElasticNet have it.
 *
 * `argmin 1/(2n) Σ (y − w·x − b)² + α ρ |w|₁ + α (1 − ρ)/2 |w|²`
 *
 * By coordinate descent on XᵀX, of which d² numbers are kept. Scale the columns before: the penalty
 * is fair only to columns of one scale. From α = max|x_j·(y − ȳ)| / n on all are 0 with ρ = 1.
 *
 * @param X Samples, shape `(n, d)`.
 * @param y Numbers to predict, shape `(n)`.
 * @param options α is required.
 * @returns The model.
 * @throws {RangeError} If X or y is empty or not finite, lengths differ, α is negative, or the ratio
 * is not from 0 to 1.
 *
 * @example The second column says little and gets nothing
 * ```ts
 * import { fitElasticNet } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const X = matrixFrom([[-1, 1], [-1, -1], [1, 1], [1, -1]]);
 * const { coefficients } = fitElasticNet(X, [-2, -2.2, 2.2, 2], { alpha: 0.5 });
 * assertAlmostEquals(coefficients[0]!, 1.6); // 2.1 without penalty
 * assertEquals(coefficients[1], 0); // 0.1 without
 * ```
 *
 * Source: R. Tibshirani, "Regression shrinkage and selection via the lasso", JRSS B 58 (1996).
 */
export function fitElasticNet(
  X: Matrix,
  y: ArrayLike<number>,
  { alpha, l1Ratio = 1, intercept = true, start }: ElasticNetOptions,
): RegressionModel {
  if (!(l1Ratio >= 0 && l1Ratio <= 1)) {
    throw new RangeError(cannot("fit an elastic net", "l1Ratio must be from 0 to 1", l1Ratio));
  }
  const fitted = minimizeRisk(X, y, {
    loss: squaredLoss,
    hypothesis: linearHypothesis({ intercept }),
    penalty: elasticNetPenalty(2 * alpha * l1Ratio, 2 * alpha * (1 - l1Ratio)), // ours is not halved
    ...(start ? { start: thetaOf(start, intercept) } : {}),
  });
  return regressionModel(fitted, 1 / 2);
}

function thetaOf({ coefficients, intercept }: RegressionModel, withIntercept: boolean) {
  return Float64Array.from(withIntercept ? [...coefficients, intercept] : coefficients);
}
