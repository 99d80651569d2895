import { checkInteger } from "../../core/mod.ts";
import { softmax } from "../losses/cross_entropy_loss.ts";
import type { Hypothesis, HypothesisOptions } from "./hypothesis.ts";
import { linearHypothesis } from "./linear.ts";

/** What {@linkcode softmaxHypothesis} must be told. */
export type SoftmaxHypothesisOptions = HypothesisOptions & {
  /** How many classes there are, k, 2 or more. */
  classes: number;
};

/**
 * Probabilities of k classes: `h(x) = softmax(W x + b)`.
 *
 * @param options The number of classes, and whether there is an intercept.
 * @returns The class; its answer is the likeliest class, at a tie the first.
 * @throws {RangeError} If there are fewer than 2 classes.
 *
 * @example
 * ```ts
 * import { softmaxHypothesis } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * const { output, decide } = softmaxHypothesis({ classes: 2 });
 * assertEquals(output(Float64Array.of(3, 3)), Float64Array.of(0.5, 0.5));
 * assertEquals(decide(Float64Array.of(1, 2)), 1);
 * ```
 */
export function softmaxHypothesis(
  { classes, ...options }: SoftmaxHypothesisOptions,
): Hypothesis {
  checkInteger("create a softmax hypothesis", "classes", classes, 2);
  return {
    ...linearHypothesis(options),
    name: "softmax",
    scores: classes,
    output: softmax,
    decide: (scores) => scores.indexOf(Math.max(...scores)),
  };
}
