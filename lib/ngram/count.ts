import type { NgramTrie } from "./model.ts";
import type { Stream } from "./stream.ts";

/** N-grams as counted, and those that begin a sentence. */
export type Counted = NgramTrie & {
  /**
   * Where sentences have no boundaries: 1 for each node that some sentence begins with. Nothing
   * stands to the left of it there, which counts as one more word to the left.
   */
  initial?: Uint8Array<ArrayBuffer>;
};

/** The n-grams of one order, numbered from 0. */
export type Level = Pick<NgramTrie, "words" | "suffixes" | "counts"> & {
  /** The first child of each node of the order below, and the end of the last. */
  firsts: Uint32Array<ArrayBuffer>;
  /** Whether some sentence begins with it. */
  initial?: Uint8Array<ArrayBuffer>;
};

/**
 * Counts all n-grams up to an order by sorting, in time proportional to tokens × order.
 *
 * Occurrences are sorted by their last word once. Then, for each order, sorting them by context as
 * well (a stable counting sort: contexts were numbered the order before) brings equal n-grams
 * together, in the order in which the tree keeps them. The n-gram without its first word is what
 * was found at the same place the order before.
 */
export function countNgrams(
  stream: Stream,
  order: number,
  onOrder: (order: number) => void = () => {},
): Counted {
  const { words } = stream;
  const v = stream.vocabulary.size;
  let occurrences = sortBy(Uint32Array.from(words, (_, i) => i), (i) => words[i]!, v).sorted;
  let nodes = Uint32Array.from(words, (word) => word); // of the n-gram that ends at each word
  const levels = [unigrams(stream)];
  onOrder(1);
  for (let k = 2; k <= order; k++) {
    occurrences = occurrences.filter((at) => stream.places[at]! >= k);
    const next = new Uint32Array(words.length);
    levels.push(countLevel(stream, k, occurrences, nodes, levels.at(-1)!.words.length, next));
    nodes = next;
    onOrder(k);
  }
  const trie = joinLevels(levels);
  return stream.boundaries === "none" ? { ...trie, initial: initialNodes(levels, trie) } : trie;
}

function unigrams({ words, places, vocabulary }: Stream): Level {
  const v = vocabulary.size;
  const counts = new Uint32Array(v);
  const initial = new Uint8Array(v);
  for (let i = 0; i < words.length; i++) {
    counts[words[i]!]!++;
    if (places[i] === 1) initial[words[i]!] = 1;
  }
  return {
    words: Uint32Array.from(counts, (_, i) => i),
    suffixes: new Uint32Array(v),
    counts,
    firsts: Uint32Array.of(0, v),
    initial,
  };
}

/** The n-grams of length `k`; writes the node of each occurrence into `next`. */
function countLevel(
  { words, places }: Stream,
  k: number,
  byWord: Uint32Array<ArrayBuffer>,
  nodes: Uint32Array,
  contexts: number,
  next: Uint32Array,
): Level {
  const { sorted, ends } = sortBy(byWord, (at) => nodes[at - 1]!, contexts);
  const level = {
    words: new Uint32Array(sorted.length),
    suffixes: new Uint32Array(sorted.length),
    counts: new Uint32Array(sorted.length),
    initial: new Uint8Array(sorted.length),
  };
  const firsts = new Uint32Array(contexts + 1);
  let count = 0;
  let from = 0;
  for (let context = 0; context < contexts; context++) {
    firsts[context] = count;
    const to = ends[context]!;
    let last = -1;
    for (; from < to; from++) {
      const at = sorted[from]!;
      const word = words[at]!;
      if (word !== last) {
        level.words[count] = last = word;
        level.suffixes[count++] = nodes[at]!;
      }
      level.counts[count - 1]!++;
      if (places[at] === k) level.initial[count - 1] = 1;
      next[at] = count - 1;
    }
  }
  firsts[contexts] = count;
  return {
    words: level.words.slice(0, count),
    suffixes: level.suffixes.slice(0, count),
    counts: level.counts.slice(0, count),
    initial: level.initial.slice(0, count),
    firsts,
  };
}

/** A stable counting sort by keys below `size`; `ends[key]` is where a key's stretch ends. */
export function sortBy(
  items: Uint32Array<ArrayBuffer>,
  keyOf: (item: number) => number,
  size: number,
) {
  const ends = new Uint32Array(size + 1);
  for (let i = 0; i < items.length; i++) ends[keyOf(items[i]!) + 1]!++;
  for (let key = 0; key < size; key++) ends[key + 1]! += ends[key]!;
  const sorted = new Uint32Array(items.length);
  for (let i = 0; i < items.length; i++) sorted[ends[keyOf(items[i]!)]!++] = items[i]!;
  return { sorted, ends };
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

function initialNodes(levels: Level[], { words, starts }: NgramTrie): Uint8Array<ArrayBuffer> {
  const initial = new Uint8Array(words.length);
  levels.forEach((level, i) => initial.set(level.initial!, starts[i + 1]!));
  return initial;
}
