import type { ScoreLoss } from "./loss.ts";

/**
 * The squared loss: `(z − y)²`. Its risk is least where z is the mean of y given x.
 *
 * Twice as far costs four times as much, so one wild label can move the fit as far as it likes.
 *
 * @example Of all constants the mean is best
 * ```ts
 * import { squaredLoss } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * const slope = (z: number) => [1, 2, 6].reduce((sum, y) => sum + squaredLoss.derivative(z, y), 0);
 * assertEquals([squaredLoss.value(5, 2), slope(3)], [9, 0]); // 3 is the mean
 * ```
 */
export const squaredLoss: ScoreLoss = {
  kind: "score",
  name: "squared loss",
  estimates: "the mean of y",
  labels: "number",
  value: (z, y) => (z - y) * (z - y),
  derivative: (z, y) => 2 * (z - y),
  curvature: () => 2,
};
