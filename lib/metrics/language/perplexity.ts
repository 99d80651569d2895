import { cannot } from "../../core/mod.ts";
import { pairwiseSum } from "../pairwise_sum.ts";

/** What `perplexity` may be told. */
export type PerplexityOptions = {
  /** The base of the logarithms: e, 2, or 10 as language model files have it. @default Math.E */
  base?: number;
};

/**
 * Perplexity of a language model: among how many equally likely tokens it was choosing, so to say.
 *
 * `base ^ (−mean of log p)`, the inverse of the geometric mean of the probabilities
 *
 * A token held for impossible, log probability −Infinity, makes it Infinity.
 *
 * @param logProbabilities The logarithm of the probability that the model gave to each token that
 * came, shape `(t)`, t >= 1, each 0 or less.
 * @param options The base of the logarithms.
 * @returns 1 (knew every token) or more, without unit.
 * @throws {RangeError} If there is no token, a logarithm is above 0 or NaN, or the base is not
 * above 1.
 *
 * @example Every token had one chance in four
 * ```ts
 * import { perplexity } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(perplexity([-2, -2, -2], { base: 2 }), 4);
 * ```
 *
 * Source: F. Jelinek, R. Mercer, L. Bahl and J. Baker, Journal of the Acoustical Society of America
 * 62 (1977), S63.
 */
export function perplexity(
  logProbabilities: ArrayLike<number>,
  { base = Math.E }: PerplexityOptions = {},
): number {
  const t = logProbabilities.length;
  if (t === 0) {
    throw new RangeError(cannot(ACTION, "logProbabilities must hold at least one value", []));
  }
  if (!(base > 1 && base < Infinity)) {
    throw new RangeError(cannot(ACTION, "base must be a finite number above 1", base));
  }
  for (let i = 0; i < t; i++) {
    if (logProbabilities[i]! <= 0) continue;
    const needed = "logProbabilities must hold numbers of at most 0";
    throw new RangeError(cannot(ACTION, needed, logProbabilities[i]));
  }
  const mean = pairwiseSum(0, t, (i) => logProbabilities[i]!) / t;
  return base === Math.E ? Math.exp(-mean) : base ** -mean;
}

const ACTION = "compute perplexity";
