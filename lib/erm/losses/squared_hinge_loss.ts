import type { ScoreLoss } from "./loss.ts";

/**
 * The squared hinge loss: `max(0, 1 − y z)²`, y being −1 or +1.
 *
 * Smooth, unlike the {@linkcode hingeLoss}, and its minimiser is `2 P(y = 1) − 1`: the probability is
 * not lost.
 *
 * @example
 * ```ts
 * import { squaredHingeLoss } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * const { value, derivative } = squaredHingeLoss;
 * assertEquals([value(2, 1), value(0, 1), value(2, -1)], [0, 1, 9]);
 * assertEquals([derivative(2, 1), derivative(2, -1)], [0, 6]);
 * ```
 */
export const squaredHingeLoss: ScoreLoss = {
  kind: "score",
  name: "squared hinge loss",
  estimates: "twice the probability of y = +1, less 1",
  labels: "sign",
  value: (z, y) => Math.max(0, 1 - y * z) ** 2,
  derivative: (z, y) => y * z < 1 ? -2 * y * (1 - y * z) : 0,
  curvature: (z, y) => y * z < 1 ? 2 * y * y : 0,
};
