import { checkBetween } from "../../core/mod.ts";
import type { ScoreLoss } from "./loss.ts";

/** What {@linkcode huberLoss} must be told. */
export type HuberLossOptions = {
  /** From which distance on it is straight, above 0, in the unit of y. */
  delta: number;
};

/**
 * Huber's loss: squared for small errors, straight for large ones.
 *
 * `r²/2` where `|r| ≤ δ`, else `δ (|r| − δ/2)`, of `r = z − y`
 *
 * Its minimiser lies between median (δ → 0) and mean (δ → ∞): the mean, once labels further off than δ
 * are pulled in to δ.
 *
 * @param options The distance δ.
 * @returns The loss.
 * @throws {RangeError} If δ is not above 0.
 *
 * @example
 * ```ts
 * import { huberLoss } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * const loss = huberLoss({ delta: 2 });
 * assertEquals([loss.value(1, 0), loss.value(2, 0), loss.value(10, 0)], [0.5, 2, 18]);
 * assertEquals(loss.derivative(10, 0), 2);
 * ```
 *
 * Source: P. Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35
 * (1964).
 */
export function huberLoss({ delta }: HuberLossOptions): ScoreLoss {
  checkBetween("create a Huber loss", "delta", delta, 0);
  return {
    kind: "score",
    name: `Huber loss at ${delta}`,
    estimates: `the mean of y with outliers pulled in to ${delta}`,
    labels: "number",
    value(z, y) {
      const distance = Math.abs(z - y);
      return distance <= delta ? distance * distance / 2 : delta * (distance - delta / 2);
    },
    derivative: (z, y) => Math.max(-delta, Math.min(delta, z - y)),
    curvature: (z, y) => Math.abs(z - y) <= delta ? 1 : 0,
  };
}
