import { centreOf, meanOf, type WeightOptions } from "./numbers.ts";

/** What the scores may be told that compare a model's loss with that of a constant. */
export type ExplainedOptions = WeightOptions & {
  /**
   * Where the constant has no loss, because all true values are equal: `true` gives 1 to a perfect
   * model and 0 to any other; `false` gives what the formula does, NaN and −Infinity.
   *
   * @default true
   */
  forceFinite?: boolean;
};

/** `1 − loss / lossOfConstant`, and what to make of a constant without loss. */
export function explainedShare(loss: number, lossOfConstant: number, forceFinite: boolean): number {
  if (!forceFinite || (loss !== 0 && lossOfConstant !== 0)) return 1 - loss / lossOfConstant;
  return loss === 0 ? 1 : 0;
}

/** The weighted variance of `value(i)`, exactly 0 where all with weight are equal. */
export function varianceOf(
  n: number,
  value: (i: number) => number,
  sampleWeight?: ArrayLike<number>,
): number {
  const centre = centreOf(n, value, sampleWeight);
  return meanOf(n, (i) => (value(i) - centre) ** 2, sampleWeight);
}
