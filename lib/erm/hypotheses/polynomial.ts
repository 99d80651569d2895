import { checkInteger } from "../../core/mod.ts";
import { fitPolynomialFeatures } from "../../preprocess/mod.ts";
import type { Hypothesis, HypothesisOptions } from "./hypothesis.ts";
import { linearHypothesis } from "./linear.ts";

/** What {@linkcode polynomialHypothesis} must be told. */
export type PolynomialHypothesisOptions = HypothesisOptions & {
  /** The highest degree, 1 or more. */
  degree: number;
};

/**
 * Polynomials: linear in all products of up to `degree` features.
 *
 * Powers of one number are nearly collinear: bring x to about −1 … 1 before, or rounding eats high
 * degrees.
 *
 * @param options The degree, and whether there is an intercept.
 * @returns The class.
 * @throws {RangeError} If the degree is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { polynomialHypothesis } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const { features } = polynomialHypothesis({ degree: 3 });
 * assertEquals(features(matrixFrom([[2]])), matrixFrom([[2, 4, 8]]));
 * ```
 */
export function polynomialHypothesis(
  { degree, intercept = true }: PolynomialHypothesisOptions,
): Hypothesis {
  checkInteger("create a polynomial hypothesis", "degree", degree, 1);
  return {
    ...linearHypothesis({ intercept }),
    name: `polynomial of degree ${degree}`,
    features: (X) => fitPolynomialFeatures(X, { degree, includeBias: false }).transform(X),
  };
}
