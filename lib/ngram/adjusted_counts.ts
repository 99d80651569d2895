import type { Counted } from "./count.ts";
import { START } from "./model.ts";

/**
 * Kneser and Ney's counts: below the highest order, how many different words stand to the left of
 * an n-gram. An n-gram that begins with `<s>` has none to its left and keeps its own count. Where
 * sentences have no boundaries, a sentence's beginning is one more "word" to the left.
 *
 * Source: R. Kneser, H. Ney, "Improved backing-off for m-gram language modeling", ICASSP 1995;
 * K. Heafield et al., "Scalable modified Kneser-Ney language model estimation", ACL 2013, 3.
 */
export function adjustedCounts(
  counted: Counted,
  boundaries: "sentence" | "none",
): Uint32Array<ArrayBuffer> {
  const { order, starts, suffixes, counts, initial, children } = counted;
  const adjusted = counts.slice();
  adjusted.fill(0, 0, starts[order]!);
  for (let node = starts[2]!; node < starts[order + 1]!; node++) adjusted[suffixes[node]!]!++;
  if (order === 1) return adjusted;
  if (boundaries === "none") {
    for (let node = 1; node < starts[order]!; node++) adjusted[node]! += initial![node]!;
    return adjusted;
  }
  // All that begins with <s> are neighbours in each order: the children of the order before.
  let [from, to] = [START + 1, START + 2];
  for (let k = 1; k < order; k++) {
    for (let node = from; node < to; node++) adjusted[node] = counts[node]!;
    [from, to] = [children[from]!, children[to]!];
  }
  return adjusted;
}
