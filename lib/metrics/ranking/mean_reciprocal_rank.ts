import { type AtKOptions, type ItemLists, meanOverQueries } from "./ranked_lists.ts";

/**
 * Mean reciprocal rank at k: 1 / the place of the first relevant item, 0 where there is none in the
 * first k places; mean over the queries.
 *
 * @param relevant The items wanted, one list a query, none empty; their order does not matter.
 * @param ranked The items proposed, best first, one list a query, no item twice.
 * @param options `k` is required.
 * @returns A number between 0 and 1 (always first), without unit.
 * @throws {RangeError} If the numbers of queries differ or are 0, a query has no relevant item or
 * repeats a proposed one, or `k` is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { meanReciprocalRank } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(meanReciprocalRank([["jam"]], [["tea", "jam", "egg"]], { k: 3 }), 0.5);
 * ```
 *
 * Source: E. Voorhees, "The TREC-8 question answering track report" (1999).
 */
export function meanReciprocalRank(
  relevant: ItemLists,
  ranked: ItemLists,
  { k }: AtKOptions,
): number {
  const action = "compute meanReciprocalRank";
  return meanOverQueries(action, relevant, ranked, k, ({ hits }) => {
    const first = hits.indexOf(true);
    return first < 0 ? 0 : 1 / (first + 1);
  });
}
