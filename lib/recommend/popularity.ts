import { checkBetween } from "../core/mod.ts";
import type { Ratings } from "./ratings.ts";

/** What {@linkcode popularity} may be told. */
export type PopularityOptions = {
  /** What counts: how many know an item, or how well they rate it. @default "count" */
  by?: "count" | "mean" | undefined;
  /** With "mean", how many ratings at the mean of all are thought added to each item. @default 10 */
  damping?: number | undefined;
};

/**
 * A score for each item that is the same for everybody: what to show someone who has just come.
 *
 * The plain mean puts first what a single person loved; damped, `(Σ r + λ μ) / (n + λ)`, an item must be
 * loved by many. An item that nobody knows gets 0, or the mean of all.
 *
 * @param ratings Who gave what how much.
 * @param options All may be left out.
 * @returns Scores for `topK`, shape `(items)`.
 * @throws {RangeError} If `damping` is not above 0.
 *
 * @example
 * ```ts
 * import { popularity, ratingsFrom, topK } from "descent/recommend";
 * import { assertEquals } from "@std/assert";
 *
 * const ratings = ratingsFrom({ users: [0, 1, 2, 0], items: [0, 0, 0, 1], values: [4, 5, 4, 5] });
 * assertEquals([...popularity(ratings)], [3, 1]);
 * assertEquals([...topK(popularity(ratings, { by: "mean", damping: 1e-9 }))], [1, 0]);
 * ```
 */
export function popularity(
  { items, n, byItem }: Ratings,
  { by = "count", damping = 10 }: PopularityOptions = {},
): Float64Array<ArrayBuffer> {
  checkBetween("score by popularity", "damping", damping, 0);
  const mean = byItem.values.reduce((sum, value) => sum + value, 0) / n;
  return Float64Array.from({ length: items }, (_, item) => {
    const [from, to] = [byItem.starts[item]!, byItem.starts[item + 1]!];
    if (by === "count") return to - from;
    let sum = damping * mean;
    for (let at = from; at < to; at++) sum += byItem.values[at]!;
    return sum / (to - from + damping);
  });
}
