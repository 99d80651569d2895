import type { Spare, Stretch } from "./sort.ts";
import type { Stream } from "./stream.ts";

/**
 * A bit beside a word: a sentence begins with it; beside a place: a sentence begins with the n-gram
 * that ends there. Most of the time goes to memory that is read here and there, and this is read
 * together with what is needed anyway.
 */
export const FIRST = 1 << 30;

/** Where the n-grams of an order occur, sorted n-gram by n-gram; each order writes over the last. */
export type Occurrences = Stretch & {
  count: number;
  /** Where each ends, with `FIRST` where sentences have no boundaries: others do not ask. */
  places: Stretch["places"];
  /** Which n-gram it is, as a number in its level; while those of an order are found, its context. */
  ngrams: Uint32Array<ArrayBuffer>;
  /** The text's words, `FIRST` with those that begin a sentence; behind the last another begins. */
  marked: Uint32Array<ArrayBuffer>;
  /** The n-gram that ends at each place of the text. */
  nodes: Uint32Array<ArrayBuffer>;
  spare: Spare;
};

/** How an order is counted. */
export type CountOptions = {
  /** Whether to tell which n-grams begin a sentence. */
  initial: boolean;
  /** Whether these are the longest n-grams: nothing is left to another order. */
  longest: boolean;
};

/** The text's words, with `FIRST`. */
export function markFirsts({ words, places }: Stream): Uint32Array<ArrayBuffer> {
  const marked = new Uint32Array(words.length + 1);
  for (let at = 0; at < words.length; at++) {
    marked[at] = words[at]! | (places[at] === 1 ? FIRST : 0);
  }
  marked[words.length] = FIRST;
  return marked;
}

/** 1 where two whole numbers differ, else 0: without a question that the machine could guess wrong. */
export function differ(a: number, b: number): number {
  const bits = a ^ b;
  return (bits | -bits) >>> 31;
}
