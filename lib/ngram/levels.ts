import type { NgramTrie } from "./model.ts";

/** The n-grams of one order, numbered from 0. */
export type Level = Pick<NgramTrie, "words" | "suffixes" | "counts"> & {
  /** The first child of each node of the order below, and the end of the last. */
  firsts: Uint32Array<ArrayBuffer>;
  /** Whether some sentence begins with it. */
  initial?: Uint8Array<ArrayBuffer>;
};

/** Room for the n-grams of an order, if all of them are different. */
export function roomFor(most: number, contexts: number, initial: boolean): Required<Level> {
  return {
    words: new Uint32Array(most),
    suffixes: new Uint32Array(most),
    counts: new Uint32Array(most),
    initial: new Uint8Array(initial ? most : 0),
    firsts: new Uint32Array(contexts + 1),
  };
}

/** A level of the n-grams that were found. */
export function trimmed(level: Required<Level>, size: number): Level {
  return {
    words: level.words.subarray(0, size),
    suffixes: level.suffixes.subarray(0, size),
    counts: level.counts.subarray(0, size),
    initial: level.initial.subarray(0, size),
    firsts: level.firsts,
  };
}

/** All orders in one numbering, behind the empty n-gram. */
export function joinLevels(levels: Level[]): NgramTrie {
  const order = levels.length;
  const starts = new Uint32Array(order + 2);
  starts[1] = 1;
  levels.forEach((level, i) => starts[i + 2] = starts[i + 1]! + level.words.length);
  const size = starts[order + 1]!;
  const words = new Uint32Array(size);
  const suffixes = new Uint32Array(size);
  const counts = new Uint32Array(size);
  const children = new Uint32Array(starts[order]! + 1);
  levels.forEach((level, i) => {
    const [below, start] = [starts[i]!, starts[i + 1]!];
    words.set(level.words, start);
    counts.set(level.counts, start);
    for (let c = 0; c < level.firsts.length; c++) children[below + c] = level.firsts[c]! + start;
    if (i === 0) return; // a unigram's suffix is the empty n-gram, 0
    for (let n = 0; n < level.suffixes.length; n++) {
      suffixes[start + n] = level.suffixes[n]! + below;
    }
  });
  return { order, starts, words, suffixes, children, counts };
}
