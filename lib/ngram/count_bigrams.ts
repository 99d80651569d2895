import { type Level, roomFor, trimmed } from "./levels.ts";
import { type CountOptions, differ, FIRST, type Occurrences } from "./occurrences.ts";
import { spareFor, toStarts } from "./sort.ts";

/** A bit beside a context: what follows it is in another sentence. */
const ENDS = 1 << 31;

/** Where a text's bigrams occur, by context and by word; `FIRST` with words of another sentence. */
export function bigramOccurrences(
  marked: Uint32Array<ArrayBuffer>,
  { counts }: Level,
): Occurrences {
  const size = marked.length;
  const byWord = sortByWord(marked, counts);
  const places = new Uint32Array(size);
  const suffixes = new Uint32Array(size);
  const ends = counts.slice(); // of each word's stretch: each is followed as often as it occurs
  toStarts(ends);
  let i = 0;
  for (let word = 0; word < counts.length; word++) {
    for (const end = i + counts[word]!; i < end; i++) {
      const context = byWord.contexts[i]!;
      const to = ends[context & ~(ENDS | FIRST)]!++;
      places[to] = byWord.places[i]! | context & FIRST;
      suffixes[to] = word | context >>> 31 << 30;
    }
  }
  // No pair of words is more frequent than the most frequent word.
  const longest = counts.reduce((most, count) => Math.max(most, count), 0);
  const spare = spareFor(longest, counts.length);
  const { places: nodes, contexts: ngrams } = byWord; // they have served
  return { count: size, places, ngrams, suffixes, nodes, spare };
}

/** All places by the word there, and the word before; before the first stands the last. */
function sortByWord(marked: Uint32Array, counts: Uint32Array<ArrayBuffer>) {
  const size = marked.length;
  const places = new Uint32Array(size + 1);
  const contexts = new Uint32Array(size);
  const ends = counts.slice();
  toStarts(ends);
  let context = marked[size - 1]!;
  for (let at = 0; at < size; at++) {
    const word = marked[at]!;
    const to = ends[word & ~FIRST]!++;
    places[to] = at;
    contexts[to] = context | (word & FIRST) << 1;
    context = word;
  }
  return { places, contexts };
}

/** The bigrams; leaves their occurrences to the order above. */
export function countBigrams(
  occurrences: Occurrences,
  { counts: contextCounts }: Level,
  { initial, longest }: CountOptions,
): Level {
  const { places, suffixes, ngrams, nodes } = occurrences;
  const contexts = contextCounts.length;
  const level = roomFor(occurrences.count, contexts, initial);
  let node = -1;
  let count = 0;
  let i = 0;
  for (let context = 0; context < contexts; context++) {
    level.firsts[context] = node + 1;
    let last = FIRST;
    for (const end = i + contextCounts[context]!; i < end; i++) {
      const word = suffixes[i]!;
      const place = places[i]!;
      if (word >= FIRST) {
        nodes[place & ~FIRST] = FIRST;
        continue;
      }
      node += differ(word, last);
      last = word;
      level.words[node] = word;
      level.suffixes[node] = word;
      level.counts[node]!++;
      if (initial && place >= FIRST) level.initial[node] = 1;
      if (longest) continue;
      nodes[place & ~FIRST] = node;
      places[count] = place; // never ahead of what is read
      ngrams[count++] = node;
    }
  }
  nodes[occurrences.count] = FIRST;
  level.firsts[contexts] = node + 1;
  occurrences.count = count;
  return trimmed(level, node + 1);
}
