import { cannot, checkBetween, checkInteger, createPrng, type Matrix } from "../../core/mod.ts";
import { norm } from "../algebra/dot.ts";
import { checkSamples } from "../check.ts";

/** What {@linkcode rademacherComplexity} must be told. */
export type RademacherOptions = {
  /** How often signs are drawn, at least 1. @default 1000 */
  draws?: number;
  /** Where the randomness comes from, a whole number from 0 to 2³² − 1. */
  seed: number;
};

/**
 * The empirical Rademacher complexity: how well a class can agree with coin tosses on these samples.
 *
 * `R̂ = E_σ sup_h 1/n Σ σ_i h(x_i)` with signs σ_i = ∓1 at random, the mean over many draws
 *
 * Unlike a VC dimension it looks at the samples at hand. `sup` knows the class: for finitely many
 * hypotheses {@linkcode largestAgreement}, for linear ones of bounded length B `B |Σ σ_i x_i| / n`.
 *
 * @param n How many samples, n ≥ 1.
 * @param sup The largest `1/n Σ σ_i h(x_i)` that any h of the class reaches, for signs of shape `(n)`.
 * @param options The seed is required.
 * @returns From 0, for a single hypothesis, to the largest |h|, for a class that fits anything.
 * @throws {RangeError} If n or draws is not a whole number of at least 1.
 *
 * @example A class of both constants agrees with the majority of the coins
 * ```ts
 * import { rademacherComplexity } from "descent/erm";
 * import { assert } from "@std/assert";
 *
 * const sup = (signs: Float64Array) => Math.abs(signs.reduce((sum, s) => sum + s, 0)) / 100;
 * const complexity = rademacherComplexity(100, sup, { seed: 1 });
 * assert(Math.abs(complexity - Math.sqrt(2 / (Math.PI * 100))) < 0.01);
 * ```
 *
 * Source: P. Bartlett, S. Mendelson, "Rademacher and Gaussian complexities", JMLR 3 (2002).
 */
export function rademacherComplexity(
  n: number,
  sup: (signs: Float64Array) => number,
  { draws = 1000, seed }: RademacherOptions,
): number {
  const action = "compute a Rademacher complexity";
  checkInteger(action, "n", n, 1);
  checkInteger(action, "draws", draws, 1);
  const prng = createPrng(seed);
  const signs = new Float64Array(n);
  let sum = 0;
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < n; i++) signs[i] = prng.nextInteger(2) === 0 ? -1 : 1;
    sum += sup(signs);
  }
  return sum / draws;
}

/**
 * The largest agreement of any of finitely many hypotheses with given signs: `max_h 1/n Σ σ_i h(x_i)`.
 *
 * @param outputs What each hypothesis says of each sample, shape `(hypotheses, n)`.
 * @param signs Shape `(n)`.
 * @returns The largest mean.
 * @throws {RangeError} If there is no hypothesis, or lengths differ.
 *
 * @example
 * ```ts
 * import { largestAgreement } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(largestAgreement(matrixFrom([[1, 1], [1, -1]]), [-1, 1]), 0);
 * ```
 */
export function largestAgreement(outputs: Matrix, signs: ArrayLike<number>): number {
  const action = "find the largest agreement";
  checkSamples(action, outputs);
  if (signs.length !== outputs.columns) {
    const needed = `signs must have ${outputs.columns} numbers`;
    throw new RangeError(cannot(action, needed, signs.length));
  }
  let largest = -Infinity;
  for (let h = 0; h < outputs.rows; h++) {
    let sum = 0;
    for (let i = 0; i < signs.length; i++) sum += signs[i]! * outputs.data[h * signs.length + i]!;
    largest = Math.max(largest, sum);
  }
  return largest / signs.length;
}

/**
 * What the Rademacher complexity of linear functions `w·x` with |w| ≤ B is at most:
 * `B/n · √(Σ |x_i|²)`. No dimension occurs: short weights generalise also in many dimensions.
 *
 * @param X Samples, shape `(n, d)`.
 * @param radius B, above 0.
 * @returns The bound, 0 or more; the complexity itself is at least 1/√2 of it.
 * @throws {RangeError} If X is empty or not finite, or B is not above 0.
 *
 * @example
 * ```ts
 * import { linearRademacherBound } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(linearRademacherBound(matrixFrom([[3, 0], [0, 4]]), 2), 5);
 * ```
 *
 * Source: M. Mohri, A. Rostamizadeh, A. Talwalkar, "Foundations of machine learning" (2nd ed., 2018),
 * theorem 5.10; the other side is Khintchine's inequality.
 */
export function linearRademacherBound(X: Matrix, radius: number): number {
  checkSamples("bound a Rademacher complexity", X);
  checkBetween("bound a Rademacher complexity", "radius", radius, 0);
  return radius / X.rows * norm(X.data);
}

/** What {@linkcode rademacherBound} must be told. */
export type RademacherBoundOptions = {
  /** How many independent samples, n ≥ 1. */
  n: number;
  /** The empirical Rademacher complexity of the losses, 0 or more: for the 0-1 loss of hypotheses
   * that say ∓1 it is half of theirs. */
  complexity: number;
  /** With which probability the bound may fail, between 0 and 1. @default 0.05 */
  delta?: number;
};

/**
 * How much the risk can exceed the empirical risk for every hypothesis of a class at once, by its
 * empirical Rademacher complexity: with probability 1 − δ, `R ≤ R̂isk + 2 R̂ + 3 √(ln(2/δ) / 2n)`, for
 * losses between 0 and 1.
 *
 * @param options Samples and complexity are required.
 * @returns The gap, above 0.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { rademacherBound } from "descent/erm";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(rademacherBound({ n: 10_000, complexity: 0.01 }), 0.0607, 1e-4);
 * ```
 *
 * Source: M. Mohri, A. Rostamizadeh, A. Talwalkar, "Foundations of machine learning" (2nd ed., 2018),
 * theorem 3.3.
 */
export function rademacherBound(
  { n, complexity, delta = 0.05 }: RademacherBoundOptions,
): number {
  const action = "compute a Rademacher bound";
  checkInteger(action, "n", n, 1);
  checkBetween(action, "delta", delta, 0, 1);
  if (!(complexity >= 0 && complexity < Infinity)) {
    throw new RangeError(cannot(action, "complexity must be 0 or more", complexity));
  }
  return 2 * complexity + 3 * Math.sqrt(Math.log(2 / delta) / (2 * n));
}
