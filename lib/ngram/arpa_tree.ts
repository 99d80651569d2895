import { type Entries } from "./arpa_entries.ts";
import { arpaError } from "./arpa_lines.ts";
import { joinLevels, type Level } from "./levels.ts";
import { sortByKey } from "./sort.ts";
import type { NgramTrie } from "./model.ts";
import { grown } from "./word_table.ts";

/** A file's n-grams as a tree, with their numbers in its order. */
export type ArpaTree = {
  trie: NgramTrie;
  log10: Float64Array<ArrayBuffer>;
  backoffs: Float64Array<ArrayBuffer>;
  /** How many n-grams were not in the file and had to be added. */
  added: number;
};

/** One order, sorted, and where its nodes stood in the file. */
type SortedLevel = Level & { from: Uint32Array<ArrayBuffer> };

/**
 * Builds the tree. Each n-gram's context must be in the file. Its other part, without the first
 * word, may have been pruned (SRILM does that): it is added with the probability that backing off
 * gives it, which changes no score. KenLM does the same.
 *
 * @param entries N-grams by order from 1, unigrams sorted by word number; n-grams may be added.
 */
export function buildTree(entries: Entries[]): ArpaTree {
  const levels: SortedLevel[] = [unigramLevel(entries[0]!)];
  let added = 0;
  while (levels.length < entries.length) {
    const order = levels.length + 1;
    const { level, missing } = sortLevel(levels, entries, order);
    if (missing.length === 0) {
      levels.push(level);
      continue;
    }
    added += missing.length;
    addEntries(levels, entries, order - 1, missing);
    levels.pop(); // the order below is built again, with what was added
  }
  const joined = joinLevels(levels);
  const log10 = new Float64Array(joined.words.length);
  const backoffs = new Float64Array(joined.starts[joined.order]!);
  levels.forEach(({ from }, i) => {
    const start = joined.starts[i + 1]!;
    from.forEach((entry, n) => log10[start + n] = entries[i]!.log10[entry]!);
    if (i + 1 < levels.length) {
      from.forEach((entry, n) => backoffs[start + n] = entries[i]!.backoffs[entry]!);
    }
  });
  return { trie: { ...joined, counts: new Uint32Array(0) }, log10, backoffs, added };
}

function unigramLevel({ count, words }: Entries): SortedLevel {
  const numbers = words.slice(0, count);
  return {
    words: numbers,
    suffixes: new Uint32Array(count),
    counts: new Uint32Array(0),
    firsts: Uint32Array.of(0, count),
    from: numbers,
  };
}

/** The n-grams of an order by context and word, and which of them lack the n-gram without the first word. */
function sortLevel(levels: SortedLevel[], entries: Entries[], order: number) {
  const { count, words, lines } = entries[order - 1]!;
  const contexts = new Uint32Array(count);
  const suffixes = new Uint32Array(count);
  const missing: number[] = [];
  for (let entry = 0; entry < count; entry++) {
    const at = entry * order;
    const context = findIn(levels, words, at, at + order - 1);
    if (context < 0) {
      const needed = `the words before its last one must stand among the ${order - 1}-grams`;
      throw arpaError(lines[entry]!, needed);
    }
    contexts[entry] = context;
    const suffix = findIn(levels, words, at + 1, at + order);
    if (suffix < 0) missing.push(entry);
    else suffixes[entry] = suffix;
  }
  const last = new Uint32Array(count);
  for (let entry = 0; entry < count; entry++) last[entry] = words[entry * order + order - 1]!;
  const byWord = sortByKey(last, levels[0]!.words.length).sorted;
  const contextsByWord = byWord.map((entry) => contexts[entry]!);
  const { sorted: byContext, ends } = sortByKey(contextsByWord, levels.at(-1)!.words.length);
  const sorted = byContext.map((i) => byWord[i]!);
  for (let i = 1; i < count; i++) {
    const [a, b] = [sorted[i - 1]!, sorted[i]!];
    if (contexts[a] !== contexts[b] || last[a] !== last[b]) continue;
    throw arpaError(lines[b]!, `an n-gram must stand in the file once, see line ${lines[a]}`);
  }
  const firsts = new Uint32Array(ends.length + 1);
  firsts.set(ends, 1);
  const level: SortedLevel = {
    words: sorted.map((entry) => last[entry]!),
    suffixes: sorted.map((entry) => suffixes[entry]!),
    counts: new Uint32Array(0),
    firsts,
    from: sorted,
  };
  return { level, missing };
}

/** The place of the n-gram `words[start … end)` in its order, or -1. */
function findIn(levels: SortedLevel[], words: Uint32Array, start: number, end: number): number {
  let node = words[start]!;
  for (let i = start + 1; i < end; i++) {
    const level = levels[i - start]!;
    const last = level.firsts[node + 1]!;
    let low = level.firsts[node]!;
    for (let high = last; low < high;) {
      const middle = (low + high) >>> 1;
      if (level.words[middle]! < words[i]!) low = middle + 1;
      else high = middle;
    }
    if (low === last || level.words[low] !== words[i]) return -1;
    node = low;
  }
  return node;
}

/** Adds what the n-grams `missing` of the next order need, each once. */
function addEntries(
  levels: SortedLevel[],
  entries: Entries[],
  order: number,
  missing: number[],
): void {
  const above = entries[order]!;
  const to = entries[order - 1]!;
  const known = new Set<string>();
  for (const entry of missing) {
    const start = entry * (order + 1) + 1;
    const words = above.words.subarray(start, start + order);
    const key = words.join(" ");
    if (known.has(key)) continue;
    known.add(key);
    if (to.count === to.lines.length || (to.count + 1) * order > to.words.length) {
      to.words = grown(to.words, (to.count + 1) * order);
      to.log10 = grown(to.log10, to.count + 1);
      to.backoffs = grown(to.backoffs, to.count + 1);
      to.lines = grown(to.lines, to.count + 1);
    }
    to.words.set(words, to.count * order);
    to.log10[to.count] = backedOff(levels, entries, words);
    to.backoffs[to.count] = 0;
    to.lines[to.count++] = above.lines[entry]!;
  }
}

/** Log10 of the last word after the others, by the longest n-gram there is. */
function backedOff(levels: SortedLevel[], entries: Entries[], words: Uint32Array): number {
  let score = 0;
  for (let start = 0; start < words.length - 1; start++) {
    const order = words.length - start;
    const node = findIn(levels, words, start, words.length);
    if (node >= 0) return score + entries[order - 1]!.log10[levels[order - 1]!.from[node]!]!;
    const context = findIn(levels, words, start, words.length - 1);
    if (context >= 0) score += entries[order - 2]!.backoffs[levels[order - 2]!.from[context]!]!;
  }
  return score + entries[0]!.log10[words.at(-1)!]!;
}
