import type { NgramTrie } from "./model.ts";
import { START } from "./model.ts";

/**
 * How many n-grams of an order have each count: entry `r` is n_r, for r from 1 to `upTo`; entry 0
 * stays 0. `<s>` is none of the unigrams: it is not predicted.
 */
export function countsOfCounts(
  { starts }: Pick<NgramTrie, "starts">,
  counts: Uint32Array,
  order: number,
  { boundaries, upTo }: { boundaries: "sentence" | "none"; upTo: number },
): number[] {
  const found = new Array<number>(upTo + 1).fill(0);
  const start = order === 1 && boundaries === "sentence" ? START + 1 : -1; // its node
  for (let node = starts[order]!; node < starts[order + 1]!; node++) {
    const count = counts[node]!;
    if (count > 0 && count <= upTo && node !== start) found[count]!++;
  }
  return found;
}
