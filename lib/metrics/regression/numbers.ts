import { cannot, checkSameLength } from "../../core/mod.ts";
import { pairwiseSum } from "../pairwise_sum.ts";
import { checkSampleWeight } from "../sample_weight.ts";

/** What every regression metric may be told. */
export type WeightOptions = {
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/** Stops unless both lists hold finite numbers, one for each sample, and weights fit if given. */
export function checkNumbers(
  action: string,
  yTrue: ArrayLike<number>,
  yPred: ArrayLike<number>,
  sampleWeight?: ArrayLike<number>,
): void {
  checkSameLength(action, ["yTrue", yTrue.length], ["yPred", yPred.length]);
  checkFinite(action, "yTrue", yTrue);
  checkFinite(action, "yPred", yPred);
  checkSampleWeight(action, sampleWeight, yTrue.length);
}

/** Stops at the first value that is not a finite number. */
export function checkFinite(action: string, name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value === "number" && Number.isFinite(value)) continue;
    const ErrorClass = typeof value === "number" ? RangeError : TypeError;
    throw new ErrorClass(cannot(action, `${name} must hold finite numbers`, value));
  }
}

/** Stops unless there are `least` samples or more. */
export function checkCount(action: string, n: number, least: number): void {
  if (n >= least) return;
  throw new RangeError(cannot(action, `yTrue must hold at least ${least} values`, n));
}

/** The weighted mean of `value(i)` for i from 0 to n − 1. */
export function meanOf(
  n: number,
  value: (i: number) => number,
  sampleWeight?: ArrayLike<number>,
): number {
  if (!sampleWeight) return pairwiseSum(0, n, value) / n;
  const weighted = (i: number) => sampleWeight[i] === 0 ? 0 : sampleWeight[i]! * value(i);
  return pairwiseSum(0, n, weighted) / pairwiseSum(0, n, (i) => sampleWeight[i]!);
}

/**
 * The weighted mean of `value(i)`, exactly the common value where all with weight are equal: so a
 * constant is told from what rounding makes of it.
 */
export function centreOf(
  n: number,
  value: (i: number) => number,
  sampleWeight?: ArrayLike<number>,
): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < n; i++) {
    if (sampleWeight && sampleWeight[i] === 0) continue;
    low = Math.min(low, value(i));
    high = Math.max(high, value(i));
  }
  return low === high ? low : meanOf(n, value, sampleWeight);
}
