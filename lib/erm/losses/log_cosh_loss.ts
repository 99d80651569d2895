import { checkBetween } from "../../core/mod.ts";
import type { ScoreLoss } from "./loss.ts";

/** What {@linkcode logCoshLoss} may be told. */
export type LogCoshLossOptions = {
  /** About where it turns straight, above 0, in the unit of y. @default 1 */
  scale?: number;
};

/**
 * The logarithm of the hyperbolic cosine: like Huber's loss, but smooth to every order.
 *
 * `ln cosh(r / s)` of `r = z − y`: about `(r/s)²/2` near 0 and `|r|/s − ln 2` far out
 *
 * Written so that no cosh overflows.
 *
 * @param options The scale s.
 * @returns The loss.
 * @throws {RangeError} If s is not above 0.
 *
 * @example
 * ```ts
 * import { logCoshLoss } from "descent/erm";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const loss = logCoshLoss({ scale: 10 });
 * assertAlmostEquals(loss.value(5, 0), Math.log(Math.cosh(0.5)));
 * assertAlmostEquals(loss.value(1e6, 0), 1e5 - Math.log(2)); // cosh(1e5) is infinite
 * ```
 */
export function logCoshLoss({ scale = 1 }: LogCoshLossOptions = {}): ScoreLoss {
  checkBetween("create a log-cosh loss", "scale", scale, 0);
  return {
    kind: "score",
    name: "log-cosh loss",
    estimates: "a mean of y that outliers hardly move",
    labels: "number",
    value(z, y) {
      const distance = Math.abs(z - y) / scale;
      return distance < 1e-4 // log1p would cancel against the other two terms
        ? distance * distance / 2
        : distance + Math.log1p(Math.exp(-2 * distance)) - Math.LN2;
    },
    derivative: (z, y) => Math.tanh((z - y) / scale) / scale,
    curvature: (z, y) => (1 - Math.tanh((z - y) / scale) ** 2) / scale ** 2,
  };
}
