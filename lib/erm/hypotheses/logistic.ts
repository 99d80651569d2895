import { sigmoid } from "../losses/logistic_loss.ts";
import type { Hypothesis, HypothesisOptions } from "./hypothesis.ts";
import { linearHypothesis } from "./linear.ts";

/**
 * Probabilities of class 1 whose log-odds are linear: `h(x) = σ(w·x + b)`.
 *
 * @param options Whether there is an intercept.
 * @returns The class; its answer is 1 where the probability is above 1/2, else 0.
 *
 * @example
 * ```ts
 * import { logisticHypothesis } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * const { output, decide } = logisticHypothesis();
 * assertEquals([output(Float64Array.of(0))[0], decide(Float64Array.of(0.1))], [0.5, 1]);
 * ```
 */
export function logisticHypothesis(options: HypothesisOptions = {}): Hypothesis {
  return {
    ...linearHypothesis(options),
    name: "logistic",
    output: (scores) => scores.map(sigmoid),
    decide: (scores) => scores[0]! > 0 ? 1 : 0,
  };
}
