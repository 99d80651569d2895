import { cannot, checkInteger, checkSameLength } from "../../core/mod.ts";
import type { Label } from "../labels.ts";

/** One list of items for each query (user, question), shape `(n)` of any lengths. */
export type ItemLists = readonly ArrayLike<Label>[];

/** What the metrics of ranked lists must be told. */
export type AtKOptions = {
  /** How many places at the top are looked at, k >= 1. */
  k: number;
};

/** What one query's metric is computed from. */
export type RankedQuery = {
  /** For each of the first k places whether the item there is relevant; short if the list is. */
  hits: boolean[];
  /** How many items are relevant, 1 or more. */
  relevant: number;
};

/** The mean over all queries of what each one gives. */
export function meanOverQueries(
  action: string,
  relevant: ItemLists,
  ranked: ItemLists,
  k: number,
  ofQuery: (query: RankedQuery) => number,
): number {
  checkSameLength(action, ["relevant", relevant.length], ["ranked", ranked.length]);
  checkInteger(action, "k", k, 1);
  const values = relevant.map((items, i) => ofQuery(readQuery(action, items, ranked[i]!, k, i)));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function readQuery(
  action: string,
  relevant: ArrayLike<Label>,
  ranked: ArrayLike<Label>,
  k: number,
  at: number,
): RankedQuery {
  const wanted = new Set(Array.from(relevant));
  if (wanted.size === 0) {
    const needed = `each query must have a relevant item: leave out query ${at}`;
    throw new RangeError(cannot(action, needed, []));
  }
  const places = Array.from(ranked);
  const twice = new Set(places).size < places.length;
  if (!twice) return { hits: places.slice(0, k).map((i) => wanted.has(i)), relevant: wanted.size };
  const needed = `ranked must hold each item once a query; query ${at} repeats one`;
  throw new RangeError(cannot(action, needed, places));
}

/** How many are hits. */
export function countHits(hits: boolean[]): number {
  return hits.filter(Boolean).length;
}

/** What a hit in place i, counted from 0, is worth: `1 / log₂(i + 2)`. */
export function discount(place: number): number {
  return 1 / Math.log2(place + 2);
}
