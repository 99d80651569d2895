import { type AtKOptions, countHits, type ItemLists, meanOverQueries } from "./ranked_lists.ts";

/**
 * Recall at k: the share of a query's relevant items found in the first k places, mean over the
 * queries.
 *
 * @param relevant The items wanted, one list a query, none empty; their order does not matter.
 * @param ranked The items proposed, best first, one list a query, no item twice.
 * @param options `k` is required.
 * @returns A share between 0 and 1, without unit.
 * @throws {RangeError} If the numbers of queries differ or are 0, a query has no relevant item or
 * repeats a proposed one, or `k` is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { recallAtK } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(recallAtK([["tea", "jam"]], [["tea", "ham", "jam", "egg"]], { k: 3 }), 1);
 * ```
 */
export function recallAtK(relevant: ItemLists, ranked: ItemLists, { k }: AtKOptions): number {
  const action = "compute recallAtK";
  return meanOverQueries(action, relevant, ranked, k, (q) => countHits(q.hits) / q.relevant);
}
