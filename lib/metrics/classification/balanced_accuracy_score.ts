import { cannot } from "../../core/mod.ts";
import type { Labels } from "../labels.ts";
import { countsOfPairs } from "./class_counts.ts";
import { countPairs } from "./pairs.ts";

/** What `balancedAccuracyScore` may be told. */
export type BalancedAccuracyOptions = {
  /** Whether to set guessing to 0, which leaves 1 for perfect. @default false */
  adjusted?: boolean;
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/**
 * Balanced accuracy: the mean of the classes' recalls, so that a rare class counts as much as a
 * frequent one.
 *
 * `(1/k) · sum over classes of TP / (TP + FN)`, over the k classes that truly occur; adjusted
 * `(it − 1/k) / (1 − 1/k)`.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1.
 * @param yPred Predicted labels, shape `(n)`, in the same order and of the same kind.
 * @param options Adjusted or not; sample weights.
 * @returns A share between 0 and 1 (best); always naming one class gives 1/k, adjusted 0.
 * @throws {RangeError} If the lengths differ or are 0, a number is not whole, weights are negative,
 * not finite, or all 0, or it is adjusted and only one class truly occurs.
 * @throws {TypeError} If numbers, texts and truth values are mixed.
 *
 * @example Never raising the alarm is right in 80 % and no better than guessing
 * ```ts
 * import { balancedAccuracyScore } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(balancedAccuracyScore([0, 0, 0, 0, 1], [0, 0, 0, 0, 0]), 0.5);
 * ```
 */
export function balancedAccuracyScore(
  yTrue: Labels,
  yPred: Labels,
  { adjusted = false, sampleWeight }: BalancedAccuracyOptions = {},
): number {
  const { hits, actual } = countsOfPairs(ACTION, countPairs(ACTION, yTrue, yPred, sampleWeight));
  let recalls = 0;
  let k = 0;
  for (let i = 0; i < hits.length; i++) {
    if (actual[i] === 0) continue;
    recalls += hits[i]! / actual[i]!;
    k++;
  }
  if (!adjusted) return recalls / k;
  if (k > 1) return (recalls / k - 1 / k) / (1 - 1 / k);
  throw new RangeError(cannot(ACTION, "two classes must occur in yTrue to adjust for guessing", k));
}

const ACTION = "compute balancedAccuracyScore";
