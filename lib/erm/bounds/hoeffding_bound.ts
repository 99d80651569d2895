import { checkBetween, checkInteger } from "../../core/mod.ts";

/** What {@linkcode hoeffdingBound} must be told. */
export type HoeffdingBoundOptions = {
  /** How many independent samples, n ≥ 1. */
  n: number;
  /** With which probability the bound may fail, between 0 and 1. @default 0.05 */
  delta?: number;
  /** Among how many hypotheses was chosen, 1 if it was fixed beforehand. @default 1 */
  hypotheses?: number;
  /** Width of the range of the loss. @default 1 */
  range?: number;
};

/**
 * How far empirical risk and risk can be apart, by Hoeffding: with probability 1 − δ, for all of M
 * hypotheses at once, `|R̂ − R| ≤ (b − a) √(ln(2M/δ) / 2n)`.
 *
 * For one hypothesis fixed before the samples were seen M is 1: then this is the error bar of a test
 * set. For a hypothesis chosen by the samples M counts all that could have been chosen.
 *
 * @param options The number of samples is required.
 * @returns The gap, above 0; from 1 on it says nothing of a loss between 0 and 1.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example A test set of 10,000 settles an error rate to about 1.4 points
 * ```ts
 * import { hoeffdingBound } from "descent/erm";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(hoeffdingBound({ n: 10_000 }), 0.01358, 1e-5);
 * assertAlmostEquals(hoeffdingBound({ n: 40_000 }), 0.00679, 1e-5);
 * ```
 *
 * Source: W. Hoeffding, "Probability inequalities for sums of bounded random variables", JASA 58
 * (1963), theorem 2, and the union bound.
 */
export function hoeffdingBound(
  { n, delta = 0.05, hypotheses = 1, range = 1 }: HoeffdingBoundOptions,
): number {
  const action = "compute Hoeffding's bound";
  checkInteger(action, "n", n, 1);
  checkBetween(action, "delta", delta, 0, 1);
  checkInteger(action, "hypotheses", hypotheses, 1);
  checkBetween(action, "range", range, 0);
  return range * Math.sqrt(Math.log(2 * hypotheses / delta) / (2 * n));
}

/** What {@linkcode hoeffdingSampleSize} must be told. */
export type HoeffdingSampleSizeOptions = Omit<HoeffdingBoundOptions, "n"> & {
  /** The gap that is wanted, above 0. */
  gap: number;
};

/**
 * How many samples make {@linkcode hoeffdingBound} as small as wanted:
 * `n = (b − a)² ln(2M/δ) / (2 gap²)`, rounded up.
 *
 * @param options The gap is required.
 * @returns The smallest n.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { hoeffdingBound, hoeffdingSampleSize } from "descent/erm";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const n = hoeffdingSampleSize({ gap: 0.01 });
 * assertEquals(n, 18_445);
 * assert(hoeffdingBound({ n }) <= 0.01 && hoeffdingBound({ n: n - 1 }) > 0.01);
 * ```
 */
export function hoeffdingSampleSize({ gap, ...options }: HoeffdingSampleSizeOptions): number {
  checkBetween("compute a sample size", "gap", gap, 0);
  return Math.max(1, Math.ceil((hoeffdingBound({ n: 1, ...options }) / gap) ** 2));
}
