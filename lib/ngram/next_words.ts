import { checkInteger } from "../core/mod.ts";
import { distributionAt } from "./distribution.ts";
import { type NgramModel, UNKNOWN } from "./model.ts";
import { wordOf } from "./vocabulary.ts";
import { passInPlace, placeAfter } from "./walk.ts";

/** A word that may come next. */
export type Candidate = {
  word: string;
  probability: number;
  /** Its log10. */
  log10: number;
  /** The length of the n-gram that its probability is taken from. */
  matched: number;
};

/**
 * The most probable next words.
 *
 * @param model An n-gram model.
 * @param context The words before; `"<s>"` at a sentence's beginning. @default none
 * @param options How many, `top`, 10 where not given; and whether the unknown word is among them,
 * `unknown`, which it is not where not given.
 * @returns Words by falling probability, of equals the one that training met first; none with 0.
 * @throws {RangeError} If `top` is not a whole number above 0.
 *
 * @example
 * ```ts
 * import { nextWords, readCorpus, trainNgram } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const model = trainNgram(readCorpus("a b a b c\na b d\nb a b c a b"), { order: 2 });
 * assertEquals(nextWords(model, ["a"], { top: 1 })[0]!.word, "b");
 * ```
 */
export function nextWords(
  model: NgramModel,
  context: readonly string[] = [],
  { top = 10, unknown = false }: { top?: number; unknown?: boolean } = {},
): Candidate[] {
  checkInteger("list next words", "top", top, 1);
  const place = placeAfter(model, context);
  const p = distributionAt(model, place);
  if (!unknown) p[UNKNOWN] = 0;
  return byProbability(p).slice(0, top).map((id) => {
    const behind = { ...place };
    const log10 = passInPlace(model, behind, id);
    const word = wordOf(model.vocabulary, id);
    return { word, probability: p[id]!, log10, matched: behind.matched };
  });
}

/** The numbers of the words that are possible at all, most probable first. */
export function byProbability(p: Float64Array): number[] {
  const possible: number[] = [];
  for (let id = 0; id < p.length; id++) if (p[id]! > 0) possible.push(id);
  return possible.sort((a, b) => p[b]! - p[a]! || a - b);
}
