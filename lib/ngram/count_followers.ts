import { type Level, roomFor, trimmed } from "./levels.ts";
import { type CountOptions, differ, FIRST, type Occurrences } from "./occurrences.ts";
import { lowerBound, sortBySuffix, toStarts } from "./sort.ts";

/** Above this insertion takes longer than a sort that first has to count digits. */
const LONG = 40;

/**
 * The n-grams of the order above `lower`, whose occurrences those at hand are. The numbers of an
 * order rise with the context and then with the word, so that n-grams which stand by the numbers of
 * their context and suffix stand by their words.
 */
export function countFollowers(
  occurrences: Occurrences,
  lower: Level,
  { k, initial, longest }: CountOptions,
): Level {
  if (k === 3) putToContexts(occurrences, lower.counts, longest);
  else moveOn(occurrences, lower.counts);
  const { count, places, suffixes, ngrams, nodes } = occurrences;
  const level = roomFor(count, lower.counts.length, initial);
  let node = -1;
  let lastContext = -1;
  let lastSuffix = 0;
  for (let i = 0; i < count; i++) {
    const context = ngrams[i]!;
    const suffix = suffixes[i]!;
    node += differ(context, lastContext) | differ(suffix, lastSuffix);
    lastContext = context;
    lastSuffix = suffix;
    level.words[node] = lower.words[suffix]!;
    level.suffixes[node] = suffix;
    level.counts[node]!++;
    level.firsts[context + 1] = node + 1;
    if (longest) continue;
    const place = places[i]!;
    if (initial && place >= FIRST) level.initial[node] = 1;
    nodes[place & ~FIRST] = node;
    ngrams[i] = node;
  }
  fillFirsts(level.firsts);
  return trimmed(level, node + 1);
}

/**
 * From the occurrences of bigrams to those of trigrams: they stand by suffix, and are put to their
 * contexts in that order. So many share a context that sorting them there takes longer; of longer
 * n-grams few do.
 */
function putToContexts(occurrences: Occurrences, contextCounts: Uint32Array, longest: boolean) {
  const { places, suffixes, ngrams, nodes } = occurrences;
  const found = longest ? places : new Uint32Array(places.length);
  const ends = contextCounts.slice(); // followed at most as often as it occurs
  toStarts(ends);
  for (let i = 0; i < occurrences.count; i++) {
    const place = places[i]!;
    if (place >= FIRST) continue; // nothing stands before the suffix
    const to = ends[nodes[place - 1]!]!++;
    suffixes[to] = ngrams[i]!;
    if (!longest) found[to] = place | nodes[place - 2]! & FIRST;
  }
  let count = 0;
  let start = 0;
  for (let context = 0; context < contextCounts.length; context++) {
    for (let i = start; i < ends[context]!; i++) {
      ngrams[count] = context;
      suffixes[count] = suffixes[i]!;
      places[count++] = found[i]!;
    }
    start += contextCounts[context]!;
  }
  occurrences.count = count;
}

/**
 * From the occurrences of contexts to those of what follows them, which stand sorted by context, and
 * are sorted by suffix as they come.
 */
function moveOn(occurrences: Occurrences, contextCounts: Uint32Array): void {
  const { places, suffixes, ngrams, nodes } = occurrences;
  let count = 0;
  let lastContext = -1;
  let lastSuffix = 0;
  for (let i = 0; i < occurrences.count; i++) {
    const place = places[i]! + 1; // the mark goes along: what follows is as initial
    const context = ngrams[i]!;
    const suffix = nodes[place & ~FIRST]!;
    if (suffix >= FIRST) continue; // the next sentence
    let to = count++; // never ahead of what is read
    ngrams[to] = context;
    const isLess = (suffix - lastSuffix >>> 31) & (1 - differ(context, lastContext));
    if (isLess !== 0 && contextCounts[context]! <= LONG) {
      for (; to > 0 && suffixes[to - 1]! > suffix && ngrams[to - 1] === context; to--) {
        suffixes[to] = suffixes[to - 1]!;
        places[to] = places[to - 1]!;
      }
    } else {
      lastSuffix = suffix;
      lastContext = context;
    }
    suffixes[to] = suffix;
    places[to] = place;
  }
  occurrences.count = count;
  sortLong(occurrences, contextCounts);
}

/** Sorts by suffix what follows the contexts that insertion is too slow for. */
function sortLong(occurrences: Occurrences, contextCounts: Uint32Array): void {
  const { count, ngrams, spare } = occurrences;
  for (let context = 0; context < contextCounts.length; context++) {
    if (contextCounts[context]! <= LONG) continue;
    const start = lowerBound(ngrams, context, count);
    const end = lowerBound(ngrams, context + 1, count);
    if (end - start > 1) sortBySuffix(occurrences, start, end, spare);
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
