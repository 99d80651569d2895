import { checkInteger, checkSameLength, type Matrix } from "../../core/mod.ts";
import type { ScoreLoss, ScoresLoss } from "../losses/loss.ts";

/** How much worse a model is on new samples. */
export type GeneralizationGap = {
  /** The empirical risk: the mean loss on the samples learnt from. */
  readonly train: number;
  /** An estimate of the risk: the mean loss on new samples. */
  readonly test: number;
  /** Test less train. */
  readonly gap: number;
  /** The standard error of the test risk: by so much it would vary with other test samples. */
  readonly standardError: number;
};

/**
 * The generalisation gap: the mean loss on new samples, less that on the samples learnt from.
 *
 * The test losses are an unbiased look at the risk; the training losses are not, since the model was
 * chosen to make them small. With one test sample the standard error is NaN.
 *
 * @param trainLosses The loss of each training sample, shape `(n)`, n ≥ 1.
 * @param testLosses The loss of each new sample, shape `(m)`, m ≥ 1.
 * @returns Both risks, their difference, and how sure the test risk is.
 * @throws {RangeError} If either is empty.
 *
 * @example
 * ```ts
 * import { generalizationGap } from "descent/erm";
 * import { assertEquals } from "@std/assert";
 *
 * const { train, test, gap, standardError } = generalizationGap([0, 0, 1, 0], [1, 0, 1, 0]);
 * assertEquals([train, test, gap], [0.25, 0.5, 0.25]);
 * assertEquals(standardError, Math.sqrt(1 / 3 / 4));
 * ```
 */
export function generalizationGap(
  trainLosses: ArrayLike<number>,
  testLosses: ArrayLike<number>,
): GeneralizationGap {
  const action = "compute a generalisation gap";
  checkInteger(action, "the number of training losses", trainLosses.length, 1);
  checkInteger(action, "the number of test losses", testLosses.length, 1);
  const train = meanOf(trainLosses);
  const test = meanOf(testLosses);
  const squares = Array.from(testLosses, (loss) => (loss - test) ** 2);
  const variance = meanOf(squares) * testLosses.length / (testLosses.length - 1);
  const standardError = Math.sqrt(variance / testLosses.length);
  return { train, test, gap: test - train, standardError };
}

/**
 * The loss of each sample.
 *
 * @param loss A loss.
 * @param scores The scores that a model gives, shape `(n, k)`, as its `scores()` makes them.
 * @param y Labels, shape `(n)`.
 * @returns Shape `(n)`; their mean is the empirical risk.
 * @throws {RangeError} If lengths differ or are 0.
 *
 * @example
 * ```ts
 * import { lossesOf, squaredLoss } from "descent/erm";
 * import { matrixFrom } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(lossesOf(squaredLoss, matrixFrom([[1], [2]]), [1, 5]), Float64Array.of(0, 9));
 * ```
 */
export function lossesOf(
  loss: ScoreLoss | ScoresLoss,
  { data, rows, columns }: Matrix,
  y: ArrayLike<number>,
): Float64Array {
  checkSameLength("compute losses", ["scores", rows], ["y", y.length]);
  return Float64Array.from(
    { length: rows },
    (_, i) =>
      loss.kind === "score"
        ? loss.value(data[i * columns]!, y[i]!)
        : loss.value(data.subarray(i * columns, (i + 1) * columns), y[i]!),
  );
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
