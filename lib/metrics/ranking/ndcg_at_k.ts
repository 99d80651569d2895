import { type AtKOptions, discount, type ItemLists, meanOverQueries } from "./ranked_lists.ts";

/**
 * Normalised discounted cumulative gain at k of ranked lists: a relevant item in place i is worth
 * `1 / log₂(i + 1)`, and the sum is divided by that of the best list; mean over the queries.
 *
 * For grades of relevance, or lists given by scores, see {@linkcode ndcgScore}.
 *
 * @param relevant The items wanted, one list a query, none empty; their order does not matter.
 * @param ranked The items proposed, best first, one list a query, no item twice.
 * @param options `k` is required.
 * @returns A number between 0 and 1 (all relevant items first), without unit.
 * @throws {RangeError} If the numbers of queries differ or are 0, a query has no relevant item or
 * repeats a proposed one, or `k` is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { ndcgAtK } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(ndcgAtK([["jam"]], [["tea", "egg", "jam"]], { k: 3 }), 0.5);
 * ```
 *
 * Source: K. Järvelin and J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM
 * Transactions on Information Systems 20 (2002).
 */
export function ndcgAtK(relevant: ItemLists, ranked: ItemLists, { k }: AtKOptions): number {
  const action = "compute ndcgAtK";
  return meanOverQueries(action, relevant, ranked, k, ({ hits, relevant }) => {
    const gain = (there: boolean[]) =>
      there.reduce((sum, isHit, place) => isHit ? sum + discount(place) : sum, 0);
    return gain(hits) / gain(Array<boolean>(Math.min(k, relevant)).fill(true));
  });
}
