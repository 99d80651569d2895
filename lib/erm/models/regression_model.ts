import type { Matrix } from "../../core/mod.ts";
import type { FittedModel } from "../minimize_risk.ts";

/** A fitted line or plane. */
export type RegressionModel = {
  /** w, shape `(d)`. */
  readonly coefficients: Float64Array;
  /** b, 0 where there is none. */
  readonly intercept: number;
  /** What was minimised, at its minimum, in the form that the function's page gives. */
  readonly objective: number;
  /** Rank of the features, where it was found on the way. */
  readonly rank?: number;
  /** `w·x + b` for samples of shape `(n, d)`, shape `(n)`. */
  predict(X: Matrix): Float64Array;
};

/** A regression model from a minimised risk of which the named objective is a multiple. */
export function regressionModel(fitted: FittedModel, factor: number): RegressionModel {
  return {
    coefficients: fitted.weights.data,
    intercept: fitted.intercept[0]!,
    objective: factor * fitted.objective,
    ...(fitted.rank === undefined ? {} : { rank: fitted.rank }),
    predict: fitted.predict,
  };
}
