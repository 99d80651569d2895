import { cannot, checkInteger } from "../core/mod.ts";

/** What {@linkcode topK} may be told. */
export type TopKOptions = {
  /** How many at most. @default 10 */
  k?: number | undefined;
  /** Items that must not come, such as those that the user knows. @default none */
  exclude?: Iterable<number> | undefined;
};

/**
 * The items with the highest scores, best first.
 *
 * Scores that agree to nine decimals are taken for equal, and the lower number goes first, so that
 * rounding decides nothing. NaN is no score: such an item never comes.
 *
 * @param scores A score for each item, shape `(items)`.
 * @param options All may be left out.
 * @returns Item numbers, `k` or fewer.
 * @throws {RangeError} If `k` is not a whole number of at least 1, or an item to exclude is none.
 *
 * @example
 * ```ts
 * import { topK } from "descent/recommend";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...topK([0.1, 0.9, NaN, 0.5, 0.9], { k: 2 })], [1, 4]);
 * assertEquals([...topK([0.1, 0.9, NaN, 0.5, 0.9], { k: 2, exclude: [1] })], [4, 3]);
 * ```
 */
export function topK(
  scores: ArrayLike<number>,
  { k = 10, exclude = [] }: TopKOptions = {},
): Uint32Array<ArrayBuffer> {
  checkInteger(ACTION, "k", k, 1);
  const barred = new Uint8Array(scores.length);
  for (const item of exclude) {
    if (!(item >= 0 && item < scores.length && Number.isInteger(item))) {
      const needed = `an item to exclude must be one from 0 to ${scores.length - 1}`;
      throw new RangeError(cannot(ACTION, needed, item));
    }
    barred[item] = 1;
  }
  const items: number[] = []; // best first, with their scores beside
  const best: number[] = [];
  for (let item = 0; item < scores.length; item++) {
    const score = Math.round(scores[item]! * 1e9);
    if (barred[item] || Number.isNaN(score)) continue;
    if (items.length === k && best[k - 1]! >= score) continue;
    let at = Math.min(items.length, k - 1);
    for (; at > 0 && best[at - 1]! < score; at--) {
      items[at] = items[at - 1]!;
      best[at] = best[at - 1]!;
    }
    items[at] = item;
    best[at] = score;
  }
  return Uint32Array.from(items);
}

const ACTION = "choose the best";
