import type { Labels } from "../labels.ts";
import { countsOfPairs, sum } from "./class_counts.ts";
import { countPairs } from "./pairs.ts";

/** What `matthewsCorrelation` may be told. */
export type MatthewsOptions = {
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/**
 * Matthews correlation coefficient: the correlation of true and predicted classes, which stays low
 * for a classifier that is only good at the frequent class.
 *
 * `(c s − Σ pₖ tₖ) / √((s² − Σ pₖ²) (s² − Σ tₖ²))`, with c the samples that are right, s all of them,
 * and tₖ, pₖ those truly of class k and predicted as such.
 *
 * Where either list holds one class only it is 0/0; this returns 0.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1.
 * @param yPred Predicted labels, shape `(n)`, in the same order and of the same kind.
 * @param options Sample weights, if any.
 * @returns Between −1 and 1 (best); 0 is no better than chance.
 * @throws {RangeError} If the lengths differ or are 0, a number is not whole, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If numbers, texts and truth values are mixed.
 *
 * @example
 * ```ts
 * import { matthewsCorrelation } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(matthewsCorrelation([0, 0, 1, 1], [0, 0, 1, 1]), 1);
 * assertEquals(matthewsCorrelation([0, 0, 0, 1], [0, 0, 0, 0]), 0);
 * ```
 *
 * Source: J. Gorodkin, "Comparing two K-category assignments by a K-category correlation
 * coefficient", Computational Biology and Chemistry 28 (2004).
 */
export function matthewsCorrelation(
  yTrue: Labels,
  yPred: Labels,
  { sampleWeight }: MatthewsOptions = {},
): number {
  const action = "compute matthewsCorrelation";
  const { hits, predicted, actual, total } = countsOfPairs(
    action,
    countPairs(action, yTrue, yPred, sampleWeight),
  );
  const spreadTrue = total ** 2 - dot(actual, actual);
  const spreadPred = total ** 2 - dot(predicted, predicted);
  if (spreadTrue * spreadPred === 0) return 0;
  return (sum(hits) * total - dot(actual, predicted)) / Math.sqrt(spreadTrue * spreadPred);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, value, i) => total + value * b[i]!, 0);
}
