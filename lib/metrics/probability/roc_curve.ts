import type { Labels } from "../labels.ts";
import type { CurveOptions } from "./curve_options.ts";
import { checkBothClasses, thresholdCounts } from "./threshold_counts.ts";

/** The points of a ROC curve, from (0, 0) to (1, 1). */
export type RocPoints = {
  /** Of the negatives, the share taken for positive, ascending. */
  falsePositiveRate: Float64Array;
  /** Of the positives, the share found, ascending. */
  truePositiveRate: Float64Array;
  /** The score from which a sample is taken for positive, descending from Infinity: none is. */
  thresholds: Float64Array;
};

/**
 * Receiver operating characteristic: what each threshold finds, against what it gets wrong.
 *
 * It says nothing of how rare the positives are; where they are rare, look at
 * `precisionRecallCurve` too.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param scores The higher, the likelier positive, shape `(n)`; equal ones share a threshold.
 * @param options The positive class; weights; whether to leave out points on straight stretches.
 * @returns One point for each different score, and (0, 0) before.
 * @throws {RangeError} If the lengths differ or are 0, a score is not finite, `yTrue` does not hold
 * both classes, `positive` is none of its labels or not told where it must be, or weights are
 * negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { rocCurve } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const curve = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * assertEquals(curve.thresholds, Float64Array.of(Infinity, 0.8, 0.4, 0.35, 0.1));
 * assertEquals(curve.truePositiveRate, Float64Array.of(0, 0.5, 0.5, 1, 1));
 * assertEquals(curve.falsePositiveRate, Float64Array.of(0, 0, 0.5, 0.5, 1));
 * ```
 *
 * Source: T. Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27 (2006).
 */
export function rocCurve(
  yTrue: Labels,
  scores: ArrayLike<number>,
  { dropIntermediate = false, ...options }: CurveOptions = {},
): RocPoints {
  const action = "compute rocCurve";
  const counts = thresholdCounts(action, yTrue, scores, options);
  checkBothClasses(action, counts);
  const { thresholds, truePositives, falsePositives, positives, negatives } = counts;
  const all = Uint32Array.from(thresholds.keys());
  const kept = dropIntermediate
    ? all.filter((i) => isCorner(truePositives, i) || isCorner(falsePositives, i))
    : all;
  return {
    falsePositiveRate: from(0, kept, (i) => falsePositives[i]! / negatives),
    truePositiveRate: from(0, kept, (i) => truePositives[i]! / positives),
    thresholds: from(Infinity, kept, (i) => thresholds[i]!),
  };
}

/** Whether the steps before and after differ; both ends are corners. */
function isCorner(sums: Float64Array, i: number): boolean {
  if (i === 0 || i === sums.length - 1) return true;
  return sums[i + 1]! - sums[i]! !== sums[i]! - sums[i - 1]!;
}

function from(first: number, kept: Uint32Array, value: (i: number) => number): Float64Array {
  const values = new Float64Array(kept.length + 1);
  values[0] = first;
  for (let j = 0; j < kept.length; j++) values[j + 1] = value(kept[j]!);
  return values;
}
