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

/** Above this insertion takes longer than a sort that first has to count digits. */
const LONG = 40;

/**
 * A bit beside a word: a sentence begins with it; beside a place: a sentence begins with the n-gram
 * that ends there. Most of the time goes to memory that is read here and there, and this is read
 * together with what is needed anyway.
 */
const FIRST = 1 << 30;

/** Places, and the word at each. */
type Stretch = { places: Uint32Array<ArrayBuffer>; words: Uint32Array<ArrayBuffer> };

/** Where the n-grams of an order end, sorted by context and by word; each order writes over the last. */
type Occurrences = {
  count: number;
  /** With `FIRST` where sentences have no boundaries: others do not ask. */
  places: Uint32Array<ArrayBuffer>;
  /** The word at each place. */
  words: Uint32Array<ArrayBuffer>;
  /** Where each context's stretch ends. */
  ends: Uint32Array<ArrayBuffer>;
  /** Room to sort the longest stretch in, and to count digits in: two make any word's number. */
  spare: Stretch & { digits: Uint32Array<ArrayBuffer> };
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
  const marked = markFirsts(stream);
  const unigrams = countUnigrams(stream);
  const levels = [unigrams.level];
  onOrder(1);
  const nodes = unigrams.sorted; // for the n-gram that ends at each place, once it has served
  let occurrences: Occurrences | undefined;
  for (let k = 2; k <= order; k++) {
    if (occurrences) moveOnInPlace(marked, occurrences, levels.at(-1)!.counts);
    else occurrences = bigramOccurrences(marked, unigrams, stream.boundaries);
    const contexts = levels.at(-1)!.words.length;
    const options = { nodes, initial: stream.boundaries === "none", longest: k === order };
    levels.push(countLevel(k, contexts, occurrences, options));
    onOrder(k);
  }
  const trie = joinLevels(levels);
  return stream.boundaries === "none" ? { ...trie, initial: initialNodes(levels, trie) } : trie;
}

/** The words, with `FIRST` at the beginning of each sentence. */
function markFirsts({ words, places }: Stream): Uint32Array<ArrayBuffer> {
  const marked = words.slice();
  for (let at = 0; at < marked.length; at++) if (places[at] === 1) marked[at]! |= FIRST;
  return marked;
}

function countUnigrams({ words, places, vocabulary }: Stream): {
  level: Level;
  /** All places, by word. */
  sorted: Uint32Array<ArrayBuffer>;
} {
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
  return { level, sorted };
}

/** A single word is followed by many others: taken by word, they fall to their contexts sorted. */
function bigramOccurrences(
  marked: Uint32Array,
  { level, sorted }: { level: Level; sorted: Uint32Array },
  boundaries: Stream["boundaries"],
): Occurrences {
  const [size, v] = [marked.length, level.counts.length];
  const found: Occurrences = {
    count: 0,
    places: new Uint32Array(size),
    words: new Uint32Array(size),
    ends: new Uint32Array(Math.max(size, v)),
    spare: spareFor(level.counts),
  };
  const { places, words, ends } = found;
  for (let at = 1; at < size; at++) if (marked[at]! < FIRST) ends[marked[at - 1]! & ~FIRST]!++;
  for (let context = 0; context < v; context++) {
    const start = found.count;
    found.count += ends[context]!;
    ends[context] = start; // and at last where the stretch ends
  }
  const initial = boundaries === "none" ? FIRST : 0;
  for (let i = 0; i < size; i++) {
    const at = sorted[i]!;
    const word = marked[at]!;
    if (word >= FIRST) continue;
    const context = marked[at - 1]!;
    const to = ends[context & ~FIRST]!++;
    places[to] = at | (context & initial);
    words[to] = word;
  }
  return found;
}

/** No pair of words is more frequent than the most frequent word. */
function spareFor(unigramCounts: Uint32Array): Occurrences["spare"] {
  const longest = unigramCounts.reduce((most, count) => Math.max(most, count), 0);
  const bits = 32 - Math.clz32(unigramCounts.length - 1);
  return {
    places: new Uint32Array(longest),
    words: new Uint32Array(longest),
    digits: new Uint32Array(2 ** Math.ceil(bits / 2)),
  };
}

/**
 * From the occurrences of contexts to those of what follows them: few different words, which are
 * sorted where they stand.
 */
function moveOnInPlace(
  marked: Uint32Array,
  occurrences: Occurrences,
  contextCounts: Uint32Array,
): void {
  const { places, words, ends } = occurrences;
  let count = 0;
  let from = 0;
  for (let context = 0; context < contextCounts.length; context++) {
    const start = count;
    for (const to = from + contextCounts[context]!; from < to; from++) {
      const place = places[from]! + 1; // the mark goes along: what follows is as initial
      const at = place & ~FIRST;
      if (at === marked.length) continue;
      const word = marked[at]!;
      if (word >= FIRST) continue; // the next sentence's
      places[count] = place; // never ahead of what is read
      words[count++] = word;
    }
    if (count - start > 1) sortByWordInPlace(occurrences, start, count);
    ends[context] = count;
  }
  occurrences.count = count;
}

/** Sorts a stretch of occurrences by word: by insertion where it is short. */
function sortByWordInPlace(
  { places, words, spare }: Occurrences,
  start: number,
  end: number,
): void {
  if (end - start > LONG) {
    const size = end - start;
    const target = { places: spare.places.subarray(0, size), words: spare.words.subarray(0, size) };
    const source = { places: places.subarray(start, end), words: words.subarray(start, end) };
    sortByDigit(source, target, spare.digits, 0);
    sortByDigit(target, source, spare.digits, 31 - Math.clz32(spare.digits.length));
    return;
  }
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

/** One pass of a radix sort: by one of a word number's two digits, equal ones in their order. */
function sortByDigit(
  source: Stretch,
  target: Stretch,
  ends: Uint32Array,
  shift: number,
): void {
  const mask = ends.length - 1;
  const size = source.words.length;
  ends.fill(0);
  for (let i = 0; i < size; i++) ends[source.words[i]! >>> shift & mask]!++;
  for (let digit = 0, start = 0; digit <= mask; digit++) {
    const count = ends[digit]!;
    ends[digit] = start;
    start += count;
  }
  for (let i = 0; i < size; i++) {
    const to = ends[source.words[i]! >>> shift & mask]!++;
    target.words[to] = source.words[i]!;
    target.places[to] = source.places[i]!;
  }
}

/**
 * The n-grams of length `k`, found at the places of its occurrences. `nodes` holds the shorter
 * n-gram that ends at each place, and then this one, unless it is the longest.
 */
function countLevel(
  k: number,
  contexts: number,
  { count, places, words, ends }: Occurrences,
  { nodes, initial, longest }: { nodes: Uint32Array; initial: boolean; longest: boolean },
): Level {
  const level = {
    words: new Uint32Array(count), // room for all to be different
    suffixes: new Uint32Array(count),
    counts: new Uint32Array(count),
    initial: new Uint8Array(initial ? count : 0),
    firsts: new Uint32Array(contexts + 1),
  };
  let node = 0;
  let i = 0;
  for (let context = 0; context < contexts; context++) {
    level.firsts[context] = node;
    const end = ends[context]!;
    while (i < end) {
      const first = i;
      const word = words[i]!;
      level.words[node] = word;
      level.suffixes[node] = k === 2 ? word : nodes[places[i]! & ~FIRST]!;
      for (; i < end && words[i] === word; i++) {
        const place = places[i]!;
        if (place >= FIRST) level.initial[node] = 1;
        if (!longest) nodes[place & ~FIRST] = node;
      }
      level.counts[node++] = i - first;
    }
  }
  level.firsts[contexts] = node;
  return {
    words: level.words.subarray(0, node),
    suffixes: level.suffixes.subarray(0, node),
    counts: level.counts.subarray(0, node),
    initial: level.initial.subarray(0, node),
    firsts: level.firsts,
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
