import { checkBetween } from "../../core/mod.ts";
import { huberLoss } from "./huber_loss.ts";
import type { ScoreLoss } from "./loss.ts";

/** What {@linkcode smoothL1Loss} must be told. */
export type SmoothL1LossOptions = {
  /** From which distance on it is straight, above 0, in the unit of y. */
  beta: number;
};

/**
 * The absolute loss with its kink rounded off: Huber's loss divided by its β, so that the slope far
 * out is 1.
 *
 * `r²/(2β)` where `|r| ≤ β`, else `|r| − β/2`, of `r = z − y`
 *
 * @param options The distance β.
 * @returns The loss.
 * @throws {RangeError} If β is not above 0.
 *
 * @example
 * ```ts
 * import { smoothL1Loss } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * const loss = smoothL1Loss({ beta: 2 });
 * assertEquals([loss.value(1, 0), loss.value(10, 0)], [0.25, 9]);
 * ```
 *
 * Source: R. Girshick, "Fast R-CNN", ICCV 2015, equation 3, where β is 1.
 */
export function smoothL1Loss({ beta }: SmoothL1LossOptions): ScoreLoss {
  checkBetween("create a smooth L1 loss", "beta", beta, 0);
  const huber = huberLoss({ delta: beta });
  return {
    ...huber,
    name: `smooth L1 loss at ${beta}`,
    value: (z, y) => huber.value(z, y) / beta,
    derivative: (z, y) => huber.derivative(z, y) / beta,
    curvature: (z, y) => huber.curvature!(z, y) / beta,
  };
}
