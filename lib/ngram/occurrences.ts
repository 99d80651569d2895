import type { Spare } from "./sort.ts";
import type { Stream } from "./stream.ts";

/**
 * A bit beside a word: a sentence begins with it; beside a place: a sentence begins with the n-gram
 * that ends there; instead of an n-gram: none, a sentence begins. Most of the time goes to memory
 * that is read here and there, and this is read together with what is needed anyway.
 */
export const FIRST = 1 << 30;

/** Where the n-grams of an order occur, sorted n-gram by n-gram; each order writes over the last. */
export type Occurrences = {
  count: number;
  /** Where each ends, with `FIRST`. */
  places: Uint32Array<ArrayBuffer>;
  /** Which n-gram it is, as a number in its level; while those of an order are found, its context. */
  ngrams: Uint32Array<ArrayBuffer>;
  /** Room for the last word of each bigram, and for the suffix of each longer n-gram. */
  suffixes: Uint32Array<ArrayBuffer>;
  /** The n-gram that ends at each place of the text; behind the last another sentence begins. */
  nodes: Uint32Array<ArrayBuffer>;
  spare: Spare;
};

/** How an order is counted. */
export type CountOptions = {
  /** The order. */
  k: number;
  /** Whether to tell which n-grams begin a sentence; of the longest nobody asks. */
  initial: boolean;
  /** Whether these are the longest n-grams: nothing is left to another order. */
  longest: boolean;
};

/** The text's words, with `FIRST`. */
export function markFirsts({ words, places }: Stream): Uint32Array<ArrayBuffer> {
  const marked = new Uint32Array(words.length);
  for (let at = 0; at < words.length; at++) {
    marked[at] = words[at]! | (places[at] === 1 ? FIRST : 0);
  }
  return marked;
}

/** 1 where two whole numbers differ, else 0: without a question that the machine could guess wrong. */
export function differ(a: number, b: number): number {
  const bits = a ^ b;
  return (bits | -bits) >>> 31;
}
