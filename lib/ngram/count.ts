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

/** Above this insertion takes longer than a sort that first has to write all down anew. */
const LONG = 40;

/** Where the n-grams of an order end, sorted by context and by word. */
type Occurrences = {
  places: Uint32Array<ArrayBuffer>;
  /** The word at each place. */
  words: Uint32Array<ArrayBuffer>;
  /** Where each context's stretch ends. */
  ends: Uint32Array<ArrayBuffer>;
};

/**
 * Counts all n-grams up to an order by sorting, in time proportional to tokens × order.
 *
 * Occurrences of an order stand sorted by context and word, and so by n-gram. Each one's next word
 * makes an n-gram of the order above, whose context that is: moved on by one word they are sorted by
 * context already, and only the few that share one are sorted by word. The n-gram without its first
 * word is what was found at the same place the order before.
 */
export function countNgrams(
  stream: Stream,
  order: number,
  onOrder: (order: number) => void = () => {},
): Counted {
  const unigrams = countUnigrams(stream);
  const levels = [unigrams.level];
  let occurrences: Occurrences | undefined;
  let nodes = stream.words; // the n-gram that ends at each place; unigrams are their words
  onOrder(1);
  for (let k = 2; k <= order; k++) {
    const next = new Uint32Array(stream.words.length);
    occurrences = occurrences
      ? nextOccurrences(stream, k, occurrences, levels.at(-1)!.counts)
      : bigramOccurrences(stream, unigrams.byWord);
    levels.push(countLevel(stream, k, occurrences, nodes, next));
    nodes = next;
    onOrder(k);
  }
  const trie = joinLevels(levels);
  return stream.boundaries === "none" ? { ...trie, initial: initialNodes(levels, trie) } : trie;
}

function countUnigrams(
  { words, places, vocabulary }: Stream,
): { level: Level; byWord: Omit<Occurrences, "words"> } {
  const v = vocabulary.size;
  const initial = new Uint8Array(v);
  for (let at = 0; at < words.length; at++) if (places[at] === 1) initial[words[at]!] = 1;
  const { sorted, ends } = sortByKey(words, v);
  const numbers = new Uint32Array(v);
  const counts = new Uint32Array(v);
  for (let word = 0; word < v; word++) {
    numbers[word] = word;
    counts[word] = ends[word]! - (word > 0 ? ends[word - 1]! : 0);
  }
  const firsts = Uint32Array.of(0, v);
  const level: Level = { words: numbers, suffixes: new Uint32Array(v), counts, firsts, initial };
  return { level, byWord: { places: sorted, ends } };
}

/** A single word is followed by many others: these are sorted by word already, and by context now. */
function bigramOccurrences(
  { words, places }: Stream,
  byWord: Omit<Occurrences, "words">,
): Occurrences {
  const size = byWord.places.length;
  const second = { places: new Uint32Array(size), words: new Uint32Array(size) };
  const contexts = new Uint32Array(size);
  let count = 0;
  for (let i = 0; i < size; i++) {
    const at = byWord.places[i]!;
    if (places[at] === 1) continue;
    second.places[count] = at;
    second.words[count] = words[at]!;
    contexts[count++] = words[at - 1]!;
  }
  const { sorted, ends } = sortByKey(contexts.subarray(0, count), byWord.ends.length);
  const next = { places: new Uint32Array(count), words: new Uint32Array(count), ends };
  for (let i = 0; i < count; i++) {
    next.places[i] = second.places[sorted[i]!]!;
    next.words[i] = second.words[sorted[i]!]!;
  }
  return next;
}

/** A longer context is followed by few different words, which are sorted where they stand. */
function nextOccurrences(
  { words, places }: Stream,
  k: number,
  { places: contextPlaces }: Occurrences,
  contextCounts: Uint32Array,
): Occurrences {
  const next: Occurrences = {
    places: new Uint32Array(contextPlaces.length),
    words: new Uint32Array(contextPlaces.length),
    ends: new Uint32Array(contextCounts.length),
  };
  let count = 0;
  let from = 0;
  for (let context = 0; context < contextCounts.length; context++) {
    const start = count;
    for (const to = from + contextCounts[context]!; from < to; from++) {
      const at = contextPlaces[from]! + 1;
      if (at === words.length || places[at]! < k) continue; // the next sentence's first has place 1
      next.places[count] = at;
      next.words[count++] = words[at]!;
    }
    if (count - start > 1) sortByWordInPlace(next, start, count);
    next.ends[context] = count;
  }
  return { ...next, places: next.places.subarray(0, count), words: next.words.subarray(0, count) };
}

/** Sorts a stretch of occurrences by word: by insertion where it is short. */
function sortByWordInPlace({ places, words }: Occurrences, start: number, end: number): void {
  if (end - start > LONG) return sortLongInPlace(places, words, start, end);
  for (let i = start + 1; i < end; i++) {
    const [word, place] = [words[i]!, places[i]!];
    let to = i;
    for (; to > start && words[to - 1]! > word; to--) {
      words[to] = words[to - 1]!;
      places[to] = places[to - 1]!;
    }
    words[to] = word;
    places[to] = place;
  }
}

/** The same by one number for word and place, which numbers' own sort takes. */
function sortLongInPlace(
  places: Uint32Array,
  words: Uint32Array,
  start: number,
  end: number,
): void {
  const keys = new Float64Array(end - start);
  for (let i = start; i < end; i++) keys[i - start] = words[i]! * 2 ** 32 + places[i]!;
  keys.sort();
  for (let i = start; i < end; i++) {
    words[i] = keys[i - start]! / 2 ** 32;
    places[i] = keys[i - start]! % 2 ** 32;
  }
}

/** The n-grams of length `k`; writes the one at each place into `next`. */
function countLevel(
  stream: Stream,
  k: number,
  { places, words, ends }: Occurrences,
  nodes: Uint32Array,
  next: Uint32Array,
): Level {
  const size = places.length;
  const found = {
    words: new Uint32Array(size),
    suffixes: new Uint32Array(size),
    counts: new Uint32Array(size),
    initial: new Uint8Array(size),
  };
  const contexts = ends.length;
  const firsts = new Uint32Array(contexts + 1);
  let count = 0;
  let i = 0;
  for (let context = 0; context < contexts; context++) {
    firsts[context] = count;
    for (let last = -1; i < ends[context]!; i++) {
      const at = places[i]!;
      if (words[i] !== last) {
        found.words[count] = last = words[i]!;
        found.suffixes[count++] = nodes[at]!;
      }
      found.counts[count - 1]!++;
      if (stream.places[at] === k) found.initial[count - 1] = 1;
      next[at] = count - 1;
    }
  }
  firsts[contexts] = count;
  return {
    words: found.words.slice(0, count),
    suffixes: found.suffixes.slice(0, count),
    counts: found.counts.slice(0, count),
    initial: found.initial.slice(0, count),
    firsts,
  };
}

/**
 * The places of an array sorted by the keys there, which are below `size`, equal ones in their order.
 * `ends[key]` is where a key's stretch ends.
 */
export function sortByKey(
  keys: Uint32Array<ArrayBuffer>,
  size: number,
): { sorted: Uint32Array<ArrayBuffer>; ends: Uint32Array<ArrayBuffer> } {
  const ends = new Uint32Array(size); // where each key's stretch starts, and at last where it ends
  for (let i = 0; i < keys.length; i++) ends[keys[i]!]!++;
  for (let key = 0, start = 0; key < size; key++) {
    const count = ends[key]!;
    ends[key] = start;
    start += count;
  }
  const sorted = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) sorted[ends[keys[i]!]!++] = i;
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
