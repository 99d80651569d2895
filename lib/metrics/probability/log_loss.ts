import { checkSameLength } from "../../core/mod.ts";
import type { Labels } from "../labels.ts";
import { checkSampleWeight } from "../sample_weight.ts";
import { areRows, type ScoreRows } from "../scores.ts";
import { type PositiveOptions, positivesOf } from "./positives.ts";
import { checkProbabilities, type ClassOptions, probabilityRows } from "./probability_rows.ts";

/** What `logLoss` may be told. */
export type LogLossOptions = PositiveOptions & ClassOptions & {
  /** Whether the mean over samples is wanted, or else the sum. @default true */
  normalize?: boolean;
};

/** Probabilities are kept this far from 0 and 1, so that one certain mistake is not infinite. */
const EPSILON = 2 ** -52;

/**
 * Log loss, or cross-entropy: the mean of −ln of the probability that was given to what then was
 * true.
 *
 * `−(1/n) · sum of ln p(true class)`, with p kept within 2⁻⁵² and 1 − 2⁻⁵², so that a mistake made
 * with certainty costs 36 nats.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param probabilities Of the positive class, shape `(n)`; or of each class, shape `(n, k)`.
 * @param options The positive class, or the classes of the columns; weights; mean or sum.
 * @returns 0 (perfect) or more, in nats; always saying 1/k gives ln k.
 * @throws {RangeError} If the lengths differ or are 0, probabilities leave 0 to 1 or rows do not sum
 * to 1, a label is none of `labels`, or weights are negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { logLoss } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logLoss([1, 0], [0.8, 0.4]), -(Math.log(0.8) + Math.log(0.6)) / 2);
 * assertAlmostEquals(logLoss(["b", "a"], [[0.2, 0.8], [0.6, 0.4]]), logLoss([1, 0], [0.8, 0.4]));
 * ```
 *
 * Source: I. J. Good, "Rational decisions", Journal of the Royal Statistical Society B 14 (1952).
 */
export function logLoss(
  yTrue: Labels,
  probabilities: ArrayLike<number> | ScoreRows,
  options: LogLossOptions = {},
): number {
  const { normalize = true, sampleWeight } = options;
  const losses = logLosses("compute logLoss", yTrue, probabilities, options);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < losses.length; i++) {
    const weight = sampleWeight ? sampleWeight[i]! : 1;
    sum += weight * losses[i]!;
    total += weight;
  }
  return normalize ? sum / total : sum;
}

/** Of each sample −ln of the probability given to its true class. */
export function logLosses(
  action: string,
  yTrue: Labels,
  probabilities: ArrayLike<number> | ScoreRows,
  options: LogLossOptions,
): Float64Array {
  const given = givenToTrue(action, yTrue, probabilities, options);
  for (let i = 0; i < given.length; i++) {
    given[i] = -Math.log(Math.min(Math.max(given[i]!, EPSILON), 1 - EPSILON));
  }
  return given;
}

/** For each sample the probability given to its true class. */
function givenToTrue(
  action: string,
  yTrue: Labels,
  probabilities: ArrayLike<number> | ScoreRows,
  options: LogLossOptions,
): Float64Array {
  const given = new Float64Array(yTrue.length);
  if (areRows(probabilities)) {
    const { matrix, codes } = probabilityRows(action, yTrue, probabilities, options);
    for (let i = 0; i < given.length; i++) given[i] = matrix.data[i * matrix.columns + codes[i]!]!;
    return given;
  }
  checkSameLength(action, ["yTrue", yTrue.length], ["probabilities", probabilities.length]);
  checkProbabilities(action, probabilities);
  checkSampleWeight(action, options.sampleWeight, yTrue.length);
  const is = positivesOf(action, yTrue, options.positive);
  for (let i = 0; i < given.length; i++) {
    given[i] = is[i] === 1 ? probabilities[i]! : 1 - probabilities[i]!;
  }
  return given;
}
