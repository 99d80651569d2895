import { bigramOccurrences, countBigrams } from "./count_bigrams.ts";
import { countFollowers } from "./count_followers.ts";
import { joinLevels, type Level, roomFor } from "./levels.ts";
import type { NgramTrie } from "./model.ts";
import { markFirsts } from "./occurrences.ts";
import type { Stream } from "./stream.ts";

/** N-grams as counted, and those that begin a sentence. */
export type Counted = NgramTrie & {
  /**
   * Where sentences have no boundaries: 1 for each node below the highest order that some sentence
   * begins with. Nothing stands to the left of it there, which counts as one more word to the left.
   */
  initial?: Uint8Array<ArrayBuffer>;
};

/**
 * Counts all n-grams up to an order by sorting, in time proportional to tokens × order.
 *
 * An n-gram is its context, the n-gram of the order below that ends one place before, and its suffix,
 * the one that ends where it does. Each order is found from where that below occurs.
 */
export function countNgrams(
  stream: Stream,
  order: number,
  onOrder: (order: number) => void = () => {},
): Counted {
  const initial = stream.boundaries === "none";
  const unigrams = countUnigrams(stream, initial);
  const levels = [unigrams];
  onOrder(1);
  if (order > 1) {
    const occurrences = bigramOccurrences(markFirsts(stream), unigrams);
    for (let k = 2; k <= order; k++) {
      const count = k === 2 ? countBigrams : countFollowers;
      levels.push(count(occurrences, levels.at(-1)!, { k, initial, longest: k === order }));
      onOrder(k);
    }
  }
  const trie = joinLevels(levels);
  return initial ? { ...trie, initial: initialNodes(levels, trie) } : trie;
}

function countUnigrams({ words, places, vocabulary: { size } }: Stream, initial: boolean): Level {
  const level = roomFor(size, 1, initial);
  for (let word = 0; word < size; word++) level.words[word] = word;
  for (let at = 0; at < words.length; at++) level.counts[words[at]!]!++;
  for (let at = 0; initial && at < words.length; at++) {
    if (places[at] === 1) level.initial[words[at]!] = 1;
  }
  level.firsts[1] = size;
  return level;
}

function initialNodes(levels: Level[], { words, starts }: NgramTrie): Uint8Array<ArrayBuffer> {
  const initial = new Uint8Array(words.length);
  levels.forEach((level, i) => initial.set(level.initial!, starts[i + 1]!));
  return initial;
}
