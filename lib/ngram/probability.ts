import type { NgramModel } from "./model.ts";
import { freshPlace, isPredicted, numberOf, passInPlace, placeAfter } from "./walk.ts";

/**
 * P(word | context): how probable a word is after others.
 *
 * The context is taken as given, its last `order` − 1 words count. A sentence's first word follows
 * `"<s>"`; that a sentence ends is the word `"</s>"`. What the model does not know is the unknown
 * word to it, whose probability all such words share.
 *
 * @param model An n-gram model.
 * @param word The word asked for. `"<s>"` is never predicted: 0.
 * @param context The words before it. @default none, which asks for the unigram
 * @returns A probability, from 0 to 1; for stupid backoff a score.
 *
 * @example
 * ```ts
 * import { probability, readCorpus, trainNgram } from "descent/ngram";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const model = trainNgram(readCorpus("a b\na c\na b"), { order: 2, smoothing: "laplace" });
 * // a is followed by b twice and c once; the vocabulary is a, b, c, </s> and <unk>
 * assertAlmostEquals(probability(model, "b", ["a"]), (2 + 1) / (3 + 5));
 * ```
 */
export function probability(
  model: NgramModel,
  word: string,
  context: readonly string[] = [],
): number {
  return 10 ** logProbability(model, word, context);
}

/**
 * Log10 P(word | context); see `probability`.
 *
 * @param model An n-gram model.
 * @param word The word asked for.
 * @param context The words before it. @default none
 * @returns At most 0; -Infinity where the probability is 0.
 *
 * @example
 * ```ts
 * import { logProbability, readCorpus, toBits, trainNgram } from "descent/ngram";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const corpus = readCorpus("a b\na c");
 * const model = trainNgram(corpus, { order: 2, smoothing: "maximum-likelihood" });
 * assertAlmostEquals(toBits(logProbability(model, "b", ["a"])), -1);
 * ```
 */
export function logProbability(
  model: NgramModel,
  word: string,
  context: readonly string[] = [],
): number {
  const id = numberOf(model, word);
  if (!isPredicted(model, id)) return -Infinity;
  const place = model.order > 1 ? placeAfter(model, context) : freshPlace();
  return passInPlace(model, place, id);
}

/**
 * The same score in bits: log2 in place of log10.
 *
 * @param log10 A log10 probability, or a sum or mean of such.
 * @returns Bits, of the same sign.
 *
 * @example
 * ```ts
 * import { toBits } from "descent/ngram";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(toBits(Math.log10(1 / 8)), -3);
 * ```
 */
export function toBits(log10: number): number {
  return log10 * Math.LN10 / Math.LN2;
}

/**
 * The same score in nats: the natural logarithm in place of log10.
 *
 * @param log10 A log10 probability, or a sum or mean of such.
 * @returns Nats, of the same sign.
 *
 * @example
 * ```ts
 * import { toNats } from "descent/ngram";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(toNats(Math.log10(Math.E)), 1);
 * ```
 */
export function toNats(log10: number): number {
  return log10 * Math.LN10;
}
