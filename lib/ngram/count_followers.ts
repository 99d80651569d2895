import { type Level, roomFor, trimmed } from "./levels.ts";
import { type CountOptions, differ, FIRST, type Occurrences } from "./occurrences.ts";
import { lowerBound, sortByWordInPlace } from "./sort.ts";

/** Above this insertion takes longer than a sort that first has to count digits. */
const LONG = 40;

/** The n-grams of the order above `contexts`, whose occurrences those at hand are. */
export function countFollowers(
  occurrences: Occurrences,
  { counts: contextCounts }: Level,
  { initial, longest }: CountOptions,
): Level {
  moveOn(occurrences, contextCounts);
  const { count, places, words, ngrams, nodes } = occurrences;
  const level = roomFor(count, contextCounts.length, initial);
  let node = -1;
  let lastContext = -1;
  let lastWord = FIRST;
  for (let i = 0; i < count; i++) {
    const context = ngrams[i]!;
    const word = words[i]!;
    const place = places[i]!;
    const at = place & ~FIRST;
    node += differ(context, lastContext) | differ(word, lastWord);
    lastContext = context;
    lastWord = word;
    level.words[node] = word;
    level.suffixes[node] = nodes[at]!;
    level.counts[node]!++;
    level.firsts[context + 1] = node + 1;
    if (place >= FIRST) level.initial[node] = 1;
    if (longest) continue;
    nodes[at] = node;
    ngrams[i] = node;
  }
  fillFirsts(level.firsts);
  return trimmed(level, node + 1);
}

/**
 * From the occurrences of contexts to those of what follows them, which stand sorted by context, and
 * are sorted by word as they come.
 */
function moveOn(occurrences: Occurrences, contextCounts: Uint32Array): void {
  const { places, words, ngrams, marked } = occurrences;
  let count = 0;
  let lastContext = -1;
  let lastWord = 0;
  for (let i = 0; i < occurrences.count; i++) {
    const place = places[i]! + 1; // the mark goes along: what follows is as initial
    const context = ngrams[i]!;
    const word = marked[place & ~FIRST]!;
    if (word >= FIRST) continue; // the next sentence's
    let to = count++; // never ahead of what is read
    ngrams[to] = context;
    const isLess = (word - lastWord >>> 31) & (1 - differ(context, lastContext));
    if (isLess !== 0 && contextCounts[context]! <= LONG) {
      for (; to > 0 && words[to - 1]! > word && ngrams[to - 1] === context; to--) {
        words[to] = words[to - 1]!;
        places[to] = places[to - 1]!;
      }
    } else {
      lastWord = word;
      lastContext = context;
    }
    words[to] = word;
    places[to] = place;
  }
  occurrences.count = count;
  sortLong(occurrences, contextCounts);
}

/** Sorts by word what follows the contexts that insertion is too slow for. */
function sortLong(occurrences: Occurrences, contextCounts: Uint32Array): void {
  const { count, ngrams, spare } = occurrences;
  for (let context = 0; context < contextCounts.length; context++) {
    if (contextCounts[context]! <= LONG) continue;
    const start = lowerBound(ngrams, context, count);
    const end = lowerBound(ngrams, context + 1, count);
    if (end - start > 1) sortByWordInPlace(occurrences, start, end, spare);
  }
}

/** Contexts that nothing follows have their children, none, where those of the one before end. */
function fillFirsts(firsts: Uint32Array): void {
  let end = 0;
  for (let i = 0; i < firsts.length; i++) {
    end = Math.max(end, firsts[i]!);
    firsts[i] = end;
  }
}
