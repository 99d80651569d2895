import { checkBetween, checkInteger } from "../core/mod.ts";
import { normalQuantile } from "./normal_quantile.ts";

/** What `wilsonInterval` may be told. */
export type WilsonIntervalOptions = {
  /** How often such intervals hold the true share, between 0 and 1. @default 0.95 */
  level?: number;
};

/**
 * Wilson's score interval: where the true share lies, judging from `successes` in `n` trials.
 *
 * `(p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)`, with p = successes / n and z the number of
 * standard deviations for the level, 1.96 for 95 %.
 *
 * Unlike p ± z √(p(1 − p)/n) it stays within 0 and 1 and is of use also for few trials and for shares
 * near 0 or 1. With no success it begins at exactly 0, with nothing else it ends at exactly 1.
 *
 * @param successes How many trials succeeded, a whole number from 0 to n.
 * @param n How many trials there were, a whole number of at least 1.
 * @param options The level.
 * @returns Lower and upper end, shares between 0 and 1.
 * @throws {RangeError} If a number is not whole or outside its range.
 *
 * @example The accuracy of a model that is right on 9,876 of 10,000 test images
 * ```ts
 * import { wilsonInterval } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [low, high] = wilsonInterval(9876, 10_000);
 * assertAlmostEquals(low, 0.98524, 1e-5);
 * assertAlmostEquals(high, 0.98959, 1e-5);
 * ```
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * Journal of the American Statistical Association 22 (1927), 209–212.
 */
export function wilsonInterval(
  successes: number,
  n: number,
  { level = 0.95 }: WilsonIntervalOptions = {},
): [number, number] {
  const action = "compute wilsonInterval";
  checkInteger(action, "n", n, 1);
  checkInteger(action, "successes", successes, 0, n);
  checkBetween(action, "level", level, 0, 1);
  const z = -normalQuantile((1 - level) / 2);
  return [lowerEnd(successes / n, z, n), 1 - lowerEnd((n - successes) / n, z, n)];
}

/**
 * The formula's lower end, got from the upper one: their product is p² / (1 + z²/n). A difference of
 * two nearly equal numbers, as in the formula, would lose the digits of a small p.
 */
function lowerEnd(p: number, z: number, n: number): number {
  const root = z * Math.sqrt(p * (1 - p) / n + (z * z) / (4 * n * n));
  return p === 0 ? 0 : (p * p) / (p + (z * z) / (2 * n) + root);
}
