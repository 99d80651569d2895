import { checkInteger } from "../core/mod.ts";
import { arraysOf, childOf, type NgramModel, ROOT } from "./model.ts";
import { idOf, wordOf } from "./vocabulary.ts";

/** What a model holds about one n-gram. */
export type NgramEntry = {
  words: string[];
  /**
   * The count that the smoothing uses: how often, or for Kneser–Ney's lower orders after how many
   * different words. Left out by models read from ARPA files.
   */
  count?: number;
  /** Log10 of the last word's probability after the others. */
  log10: number;
  /** How many different words have followed. */
  followers: number;
  /** Their counts, summed. Left out where `count` is, and for the longest n-grams. */
  total?: number;
  /** Log10 of what weighs the shorter context. Left out for the longest n-grams. */
  backoff?: number;
};

/**
 * What a model holds about an n-gram.
 *
 * @param model An n-gram model.
 * @param words The n-gram, one word at least.
 * @returns Its entry; nothing where the model does not hold it.
 *
 * @example "Francisco" is frequent, but only ever after one word
 * ```ts
 * import { lookup, readCorpus, trainNgram } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const corpus = readCorpus("to San Francisco\nin San Francisco\na cup\nthe cup");
 * const count = (smoothing: "maximum-likelihood" | "kneser-ney", word: string) =>
 *   lookup(trainNgram(corpus, { order: 2, smoothing }), [word])!.count;
 * assertEquals(count("maximum-likelihood", "Francisco"), 2);
 * assertEquals(count("kneser-ney", "Francisco"), 1);
 * assertEquals(count("kneser-ney", "cup"), 2);
 * ```
 */
export function lookup(model: NgramModel, words: readonly string[]): NgramEntry | undefined {
  let node = ROOT;
  for (const word of words) {
    const id = idOf(model.vocabulary, word);
    if (id === undefined || node >= model.backoffs.length) return undefined;
    node = childOf(model, node, id);
    if (node === ROOT) return undefined;
  }
  return node === ROOT ? undefined : entryOf(model, node, [...words]);
}

/**
 * All n-grams of one length, sorted by the numbers of their words.
 *
 * @param model An n-gram model.
 * @param order The length, from 1 to the model's order.
 * @returns A new list of entries: meant for models small enough to look at.
 * @throws {RangeError} If the model has no such order.
 *
 * @example
 * ```ts
 * import { ngramsOf, readCorpus, trainNgram } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const options = { order: 2, smoothing: "laplace", boundaries: "none" } as const;
 * const bigrams = ngramsOf(trainNgram(readCorpus("a b a b c"), options), 2);
 * assertEquals(bigrams.map(({ words, count }) => `${words.join(" ")} ${count}`), [
 *   "a b 2",
 *   "b a 1",
 *   "b c 1",
 * ]);
 * ```
 */
export function ngramsOf(model: NgramModel, order: number): NgramEntry[] {
  checkInteger("list n-grams", "order", order, 1, model.order);
  const entries: NgramEntry[] = [];
  const visit = (node: number, before: string[]) => {
    for (let child = model.children[node]!; child < model.children[node + 1]!; child++) {
      const words = [...before, wordOf(model.vocabulary, model.words[child]!)];
      if (words.length === order) entries.push(entryOf(model, child, words));
      else visit(child, words);
    }
  };
  visit(ROOT, []);
  return entries;
}

/**
 * How much memory a model's arrays take.
 *
 * @param model An n-gram model.
 * @returns Bytes, its vocabulary's included.
 *
 * @example
 * ```ts
 * import { memoryBytes, readCorpus, trainNgram } from "descent/ngram";
 * import { assert } from "@std/assert";
 *
 * const model = trainNgram(readCorpus("to be or not to be"), { order: 3 });
 * assert(memoryBytes(model) > 20 * model.words.length);
 * ```
 */
export function memoryBytes(model: NgramModel): number {
  return arraysOf(model).reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function entryOf(model: NgramModel, node: number, words: string[]): NgramEntry {
  const { counts, totals, log10, backoffs, children } = model;
  const inner = node < backoffs.length;
  return {
    words,
    log10: log10[node]!,
    followers: inner ? children[node + 1]! - children[node]! : 0,
    ...(counts.length > 0 ? { count: counts[node]! } : {}),
    ...(inner && totals.length > 0 ? { total: totals[node]! } : {}),
    ...(inner ? { backoff: backoffs[node]! } : {}),
  };
}
