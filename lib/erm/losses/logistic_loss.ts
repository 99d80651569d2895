import type { ScoreLoss } from "./loss.ts";

/**
 * The logistic loss, or binary cross-entropy: minus the logarithm of the probability σ(z) that the
 * score gives to what is true.
 *
 * `ln(1 + e^z) − y z`, y being 0 or 1, or any probability between
 *
 * Its risk is least where z is the log-odds of y given x, σ(z) their probability. Neither end
 * overflows. Where all examples can be told apart its infimum 0 lies at infinity.
 *
 * @example
 * ```ts
 * import { logisticLoss } from "descent/erm";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logisticLoss.value(0, 1), Math.log(2));
 * assertAlmostEquals(logisticLoss.value(-1000, 1), 1000);
 * assertAlmostEquals(logisticLoss.derivative(Math.log(3), 1), -0.25); // σ(ln 3) is 3/4
 * ```
 */
export const logisticLoss: ScoreLoss = {
  kind: "score",
  name: "logistic loss",
  estimates: "the probability of y = 1",
  labels: "zero or one",
  value: (z, y) => Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z))),
  derivative: (z, y) => sigmoid(z) - y,
  curvature(z) {
    const small = Math.exp(-Math.abs(z)); // σ(z) (1 − σ(z)) without cancelling
    return small / ((1 + small) * (1 + small));
  },
  separates: (z, y) => z > 0 ? y === 1 : z < 0 && y === 0,
};

/**
 * The logistic function `1 / (1 + e^−z)`: from a score to a probability. Neither end overflows.
 *
 * @param z A score; NaN stays NaN.
 * @returns Between 0 and 1.
 *
 * @example
 * ```ts
 * import { sigmoid } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([sigmoid(-1000), sigmoid(0), sigmoid(1000)], [0, 0.5, 1]);
 * ```
 */
export function sigmoid(z: number): number {
  const small = Math.exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + small) : small / (1 + small);
}
