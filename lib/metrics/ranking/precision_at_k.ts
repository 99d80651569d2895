import { type AtKOptions, countHits, type ItemLists, meanOverQueries } from "./ranked_lists.ts";

/**
 * Precision at k: the share of the first k places that hold a relevant item, mean over the queries.
 *
 * Places that a shorter list leaves empty count as misses.
 *
 * @param relevant The items wanted, one list a query, none empty; their order does not matter.
 * @param ranked The items proposed, best first, one list a query, no item twice.
 * @param options `k` is required.
 * @returns A share between 0 and 1, without unit; with fewer than k relevant items never 1.
 * @throws {RangeError} If the numbers of queries differ or are 0, a query has no relevant item or
 * repeats a proposed one, or `k` is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { precisionAtK } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(precisionAtK([["tea", "jam"]], [["tea", "ham", "jam", "egg"]], { k: 2 }), 0.5);
 * ```
 */
export function precisionAtK(relevant: ItemLists, ranked: ItemLists, { k }: AtKOptions): number {
  const action = "compute precisionAtK";
  return meanOverQueries(action, relevant, ranked, k, ({ hits }) => countHits(hits) / k);
}
