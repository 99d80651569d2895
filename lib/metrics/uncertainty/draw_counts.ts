import type { Prng } from "../../core/mod.ts";
import { drawBinomial } from "./draw_binomial.ts";

/**
 * Resamples a table of counts: draws as many samples as it holds, with replacement, without touching
 * a single row (multinomial).
 *
 * @param counts Whole numbers of at least 0.
 * @param n How many to draw.
 * @param total The sum of the counts.
 * @param prng Where the randomness comes from.
 * @param drawn Takes the new counts, same length.
 */
export function drawCountsInPlace(
  counts: ArrayLike<number>,
  n: number,
  total: number,
  prng: Prng,
  drawn: Float64Array,
): void {
  let left = n;
  let rest = total;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    drawn[i] = left === 0 || count === 0
      ? 0
      : count === rest
      ? left
      : drawBinomial(left, count / rest, prng);
    left -= drawn[i]!;
    rest -= count;
  }
}
