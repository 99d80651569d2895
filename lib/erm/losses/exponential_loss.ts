import type { ScoreLoss } from "./loss.ts";

/**
 * The exponential loss of boosting: `exp(−y z)`, y being −1 or +1.
 *
 * Its risk is least where z is half the log-odds of y = +1. One mislabelled example can outweigh all
 * others. Where all examples can be told apart its infimum 0 lies at infinity.
 *
 * @example
 * ```ts
 * import { exponentialLoss } from "descent/erm";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(exponentialLoss.value(Math.log(3), 1), 1 / 3);
 * assertAlmostEquals(exponentialLoss.derivative(Math.log(3), -1), 3);
 * ```
 *
 * Source: J. Friedman, T. Hastie, R. Tibshirani, "Additive logistic regression", Annals of Statistics
 * 28 (2000).
 */
export const exponentialLoss: ScoreLoss = {
  kind: "score",
  name: "exponential loss",
  estimates: "half the log-odds of y = +1",
  labels: "sign",
  value: (z, y) => Math.exp(-y * z),
  derivative: (z, y) => -y * Math.exp(-y * z),
  curvature: (z, y) => y * y * Math.exp(-y * z),
  separates: (z, y) => y * z > 0,
};
