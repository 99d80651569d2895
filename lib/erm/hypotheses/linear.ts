import type { Hypothesis, HypothesisOptions } from "./hypothesis.ts";

/**
 * Straight lines and planes: `h(x) = w·x + b`.
 *
 * @param options Whether there is an intercept.
 * @returns The class.
 *
 * @example
 * ```ts
 * import { linearHypothesis } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(linearHypothesis().decide(Float64Array.of(2.5)), 2.5);
 * ```
 */
export function linearHypothesis({ intercept = true }: HypothesisOptions = {}): Hypothesis {
  return {
    name: "linear",
    scores: 1,
    intercept,
    features: (X) => X,
    output: (scores) => scores,
    decide: (scores) => scores[0]!,
  };
}
