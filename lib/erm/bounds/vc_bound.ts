import { checkBetween, checkInteger } from "../../core/mod.ts";

/** What {@linkcode vcBound} must be told. */
export type VcBoundOptions = {
  /** How many independent samples, n ≥ 1. */
  n: number;
  /** The VC dimension of the class: d + 1 for half-spaces of d features. */
  dimension: number;
  /** With which probability the bound may fail, between 0 and 1. @default 0.05 */
  delta?: number;
};

/**
 * How far empirical and true share of errors can be apart for every hypothesis of a class at once, by
 * Vapnik and Chervonenkis: with probability 1 − δ, `|R̂ − R| ≤ √(8/n · ln(4 m(2n)/δ))`.
 *
 * m is the growth function, at most `Σ_{i ≤ dimension} (2n over i)` (Sauer's lemma). The bound holds
 * for every distribution, and so is wide for the kind ones: from 1 on it says nothing.
 *
 * @param options Samples and VC dimension are required.
 * @returns The gap, above 0.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example Lines in the plane need thousands of samples before anything is promised
 * ```ts
 * import { vcBound } from "descent/erm";
 * import { assert } from "@std/assert";
 *
 * assert(vcBound({ n: 100, dimension: 3 }) > 1);
 * assert(vcBound({ n: 100_000, dimension: 3 }) < 0.06);
 * ```
 *
 * Source: V. Vapnik, A. Chervonenkis, "On the uniform convergence of relative frequencies of events to
 * their probabilities" (1971); the form is that of Y. Abu-Mostafa et al., "Learning from data"
 * (2012), theorem 2.5.
 */
export function vcBound({ n, dimension, delta = 0.05 }: VcBoundOptions): number {
  const action = "compute a VC bound";
  checkInteger(action, "n", n, 1);
  checkInteger(action, "dimension", dimension);
  checkBetween(action, "delta", delta, 0, 1);
  return Math.sqrt(8 / n * (Math.log(4 / delta) + logGrowth(2 * n, dimension)));
}

/**
 * The logarithm of the most labellings that a class of a VC dimension can give to n points:
 * `ln Σ_{i ≤ dimension} (n over i)`; n ln 2 where the dimension is n or more.
 *
 * @param n How many points, 0 or more.
 * @param dimension The VC dimension, 0 or more.
 * @returns At least 0.
 * @throws {RangeError} If either is not a whole number of at least 0.
 *
 * @example A threshold on a line can cut 10 points in 11 ways
 * ```ts
 * import { logGrowth } from "descent/erm";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logGrowth(10, 1), Math.log(11));
 * assertAlmostEquals(logGrowth(10, 10), 10 * Math.log(2));
 * ```
 *
 * Source: N. Sauer, "On the density of families of sets", Journal of Combinatorial Theory A 13 (1972).
 */
export function logGrowth(n: number, dimension: number): number {
  checkInteger("compute a growth function", "n", n);
  checkInteger("compute a growth function", "dimension", dimension);
  if (dimension >= n) return n * Math.LN2;
  let term = 0; // ln (n over i)
  let sum = 0; // ln of the terms so far
  for (let i = 1; i <= dimension; i++) {
    term += Math.log((n - i + 1) / i);
    const [large, small] = term > sum ? [term, sum] : [sum, term];
    sum = large + Math.log1p(Math.exp(small - large)); // no term overflows
  }
  return sum;
}
