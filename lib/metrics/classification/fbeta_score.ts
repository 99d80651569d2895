import { checkBetween } from "../../core/mod.ts";
import type { Labels } from "../labels.ts";
import { averaged, type AverageOptions, type Ratio } from "./average.ts";
import type { LabelSets } from "./label_sets.ts";

/** What `fbetaScore` may be told. */
export type FbetaOptions = AverageOptions & {
  /** How much recall counts beside precision, above 0: 2 favours recall, 0.5 precision. */
  beta: number;
};

/**
 * F-beta: the harmonic mean of precision and recall, with recall counted `beta` times as much.
 *
 * `(1 + beta²) TP / ((1 + beta²) TP + beta² FN + FP)`
 *
 * With 0/0 (see `zeroDivision`) it is 0 unless told otherwise.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1, or a list of labels for each sample.
 * @param yPred Predicted labels in the same form and order.
 * @param options How classes are averaged, which is the positive one, weights, what 0/0 is.
 * @returns A share between 0 (worst) and 1 (best), without unit.
 * @throws {RangeError} If the lengths differ or are 0, `average` is `"binary"` and there are more
 * than two classes or no `positive` one, weights are negative, not finite or all 0, the score is 0/0
 * and that is an error, or `beta` is not above 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example Recall is the weak side, so a larger beta lowers the score
 * ```ts
 * import { fbetaScore } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const yTrue = [1, 1, 1, 1, 0, 0];
 * const yPred = [1, 1, 0, 0, 0, 0]; // precision 1, recall 1/2
 * assertAlmostEquals(fbetaScore(yTrue, yPred, { beta: 0.5 }), 5 / 6);
 * assertAlmostEquals(fbetaScore(yTrue, yPred, { beta: 2 }), 5 / 9);
 * ```
 *
 * Source: C. J. van Rijsbergen, Information Retrieval (2nd ed., 1979), ch. 7.
 */
export function fbetaScore(
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  { beta, ...options }: FbetaOptions,
): number {
  const action = "compute fbetaScore";
  checkBetween(action, "beta", beta, 0);
  return averaged(action, yTrue, yPred, fbetaRatio(beta), options);
}

/** Numerator and denominator of F-beta. */
export function fbetaRatio(beta: number): Ratio {
  const squared = beta ** 2;
  return (hits, predicted, actual) => [(1 + squared) * hits, squared * actual + predicted];
}
