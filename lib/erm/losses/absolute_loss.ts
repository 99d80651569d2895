import type { ScoreLoss } from "./loss.ts";

/**
 * The absolute loss: `|z − y|`. Its risk is least where z is the median of y given x.
 *
 * A label counts by its side and not by its distance, so wild ones do little harm. At z = y the slope
 * given is 0.
 *
 * @example Of all constants the median is best
 * ```ts
 * import { absoluteLoss } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * const risk = (z: number) => [1, 2, 60].reduce((sum, y) => sum + absoluteLoss.value(z, y), 0);
 * assertEquals([risk(1), risk(2), risk(21)], [60, 59, 78]);
 * ```
 */
export const absoluteLoss: ScoreLoss = {
  kind: "score",
  name: "absolute loss",
  estimates: "the median of y",
  labels: "number",
  value: (z, y) => Math.abs(z - y),
  derivative: (z, y) => Math.sign(z - y),
  pieces: (y) => ({ offset: y, factor: -1, above: 1, below: 1 }),
};
