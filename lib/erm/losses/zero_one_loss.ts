import type { ScoreLoss } from "./loss.ts";

/**
 * The 0-1 loss: 1 where the score has the wrong sign, else 0; y being −1 or +1. Its mean is the share
 * of errors, which is what one wants and what no slope leads to.
 *
 * A score of 0 takes no side and counts as wrong. The slope is 0 wherever there is one, so that nothing
 * here minimises it (to do so for a line is NP-hard): logistic and hinge loss are minimised in its place.
 *
 * @example
 * ```ts
 * import { zeroOneLoss } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([zeroOneLoss.value(0.1, 1), zeroOneLoss.value(0.1, -1)], [0, 1]);
 * ```
 */
export const zeroOneLoss: ScoreLoss = {
  kind: "score",
  name: "0-1 loss",
  estimates: "the likelier class",
  labels: "sign",
  value: (z, y) => y * z > 0 ? 0 : 1,
  derivative: () => 0,
};
