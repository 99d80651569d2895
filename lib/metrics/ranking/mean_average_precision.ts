import { type AtKOptions, type ItemLists, meanOverQueries } from "./ranked_lists.ts";

/**
 * Mean average precision at k: for each relevant item found, the precision down to its place, added
 * up and divided by how many could be found, `min(k, relevant items)`; mean over the queries.
 *
 * @param relevant The items wanted, one list a query, none empty; their order does not matter.
 * @param ranked The items proposed, best first, one list a query, no item twice.
 * @param options `k` is required.
 * @returns A number between 0 and 1 (all relevant items first), without unit.
 * @throws {RangeError} If the numbers of queries differ or are 0, a query has no relevant item or
 * repeats a proposed one, or `k` is not a whole number of at least 1.
 *
 * @example Found in places 1 and 3: precision 1 and 2/3 there
 * ```ts
 * import { meanAveragePrecision } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const ranked = [["tea", "ham", "jam", "egg"]];
 * assertAlmostEquals(meanAveragePrecision([["tea", "jam"]], ranked, { k: 4 }), 5 / 6);
 * ```
 *
 * Source: C. Manning, P. Raghavan and H. Schütze, Introduction to Information Retrieval (2008), 8.4.
 */
export function meanAveragePrecision(
  relevant: ItemLists,
  ranked: ItemLists,
  { k }: AtKOptions,
): number {
  const action = "compute meanAveragePrecision";
  return meanOverQueries(action, relevant, ranked, k, ({ hits, relevant }) => {
    let [found, sum] = [0, 0];
    hits.forEach((isHit, place) => {
      if (isHit) sum += ++found / (place + 1);
    });
    return sum / Math.min(k, relevant);
  });
}
