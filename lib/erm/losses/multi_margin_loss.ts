import type { ScoresLoss } from "./loss.ts";

/**
 * The hinge loss for k classes: the true class shall lead each other one by 1.
 *
 * `1/k · Σ_{j ≠ y} max(0, 1 − z_y + z_j)`
 *
 * At a kink the slope given is 0. It has no curvature; with the regulariser of your choice it is
 * minimised by following the slope.
 *
 * @example
 * ```ts
 * import { multiMarginLoss } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * const scores = Float64Array.of(2, 0.5, 1.5, 0);
 * assertEquals(multiMarginLoss.value(scores, 0), 0.125); // only class 2 comes nearer than 1
 * assertEquals(multiMarginLoss.gradient(scores, 0), Float64Array.of(-0.25, 0, 0.25, 0));
 * ```
 *
 * Source: J. Weston, C. Watkins, "Support vector machines for multi-class pattern recognition", ESANN
 * 1999; the division by k is PyTorch's.
 */
export const multiMarginLoss: ScoresLoss = {
  kind: "scores",
  name: "multi-class hinge loss",
  estimates: "the likeliest class",
  labels: "class",
  value(z, y) {
    let sum = 0;
    z.forEach((score, j) => sum += j === y ? 0 : Math.max(0, 1 - z[y]! + score));
    return sum / z.length;
  },
  gradient(z, y) {
    const gradient = z.map((score, j) => j !== y && 1 - z[y]! + score > 0 ? 1 / z.length : 0);
    gradient[y] = -gradient.reduce((sum, part) => sum + part, 0);
    return gradient;
  },
};
