import { checkBetween } from "../../core/mod.ts";
import type { ScoreLoss } from "./loss.ts";

/** What {@linkcode pinballLoss} must be told. */
export type PinballLossOptions = {
  /** Which quantile is asked for, between 0 and 1. */
  quantile: number;
};

/**
 * The pinball loss of quantile τ: too low costs τ a unit, too high 1 − τ. Its risk is least where z is
 * the τ-quantile of y given x.
 *
 * `τ max(0, y − z) + (1 − τ) max(0, z − y)`
 *
 * With τ = 1/2 it is half the {@linkcode absoluteLoss}. At z = y the slope given is 0.
 *
 * @param options The quantile τ.
 * @returns The loss.
 * @throws {RangeError} If τ is not between 0 and 1.
 *
 * @example Nine times as dear below as above
 * ```ts
 * import { pinballLoss } from "descent/erm";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = pinballLoss({ quantile: 0.9 });
 * assertAlmostEquals(loss.value(4, 6), 1.8);
 * assertAlmostEquals(loss.value(8, 6), 0.2);
 * ```
 *
 * Source: R. Koenker, G. Bassett, "Regression quantiles", Econometrica 46 (1978).
 */
export function pinballLoss({ quantile }: PinballLossOptions): ScoreLoss {
  checkBetween("create a pinball loss", "quantile", quantile, 0, 1);
  return {
    kind: "score",
    name: `pinball loss at ${quantile}`,
    estimates: `the ${quantile}-quantile of y`,
    labels: "number",
    value: (z, y) => z < y ? quantile * (y - z) : (1 - quantile) * (z - y),
    derivative: (z, y) => z < y ? -quantile : z > y ? 1 - quantile : 0,
    pieces: (y) => ({ offset: y, factor: -1, above: quantile, below: 1 - quantile }),
  };
}
