import type { ScoreLoss } from "./loss.ts";

/**
 * The hinge loss of support vector machines: `max(0, 1 − y z)`, y being −1 or +1.
 *
 * Its risk is least where z is the sign of the likelier class: it finds the border and forgets the
 * probability. Examples beyond the margin, `y z ≥ 1`, cost nothing. At `y z = 1` the slope given is 0.
 *
 * @example
 * ```ts
 * import { hingeLoss } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([hingeLoss.value(2, 1), hingeLoss.value(0, 1), hingeLoss.value(2, -1)], [0, 1, 3]);
 * ```
 *
 * Source: C. Cortes, V. Vapnik, "Support-vector networks", Machine Learning 20 (1995).
 */
export const hingeLoss: ScoreLoss = {
  kind: "score",
  name: "hinge loss",
  estimates: "the likelier class",
  labels: "sign",
  value: (z, y) => Math.max(0, 1 - y * z),
  derivative: (z, y) => y * z < 1 ? -y : 0,
  pieces: (y) => ({ offset: 1, factor: -y, above: 1, below: 0 }),
};
