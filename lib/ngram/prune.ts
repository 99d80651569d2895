import { cannot } from "../core/mod.ts";
import type { NgramTrie } from "./model.ts";

/** The threshold of each order, from 1; the last one given holds for the orders that follow. */
export function checkPrune(prune: readonly number[], order: number): number[] {
  const action = "train an n-gram model";
  const falls = prune.some((threshold, i) => i > 0 && threshold < prune[i - 1]!);
  if (!prune.every((threshold) => Number.isInteger(threshold) && threshold >= 0) || falls) {
    const needed = "prune must be whole numbers of at least 0 that do not fall";
    throw new RangeError(cannot(action, needed, prune));
  }
  if ((prune[0] ?? 0) > 0) {
    const needed = "prune must begin with 0 (for rare words there is minCount)";
    throw new RangeError(cannot(action, needed, prune));
  }
  if (prune.length > order) {
    const needed = `prune must hold at most ${order} numbers, one an order`;
    throw new RangeError(cannot(action, needed, prune));
  }
  return Array.from({ length: order }, (_, i) => prune[i] ?? prune.at(-1) ?? 0);
}

/**
 * 1 for each node counted more often than its order's threshold; nothing where all are. What
 * lengthens an n-gram is never counted more often than it is, and thresholds do not fall, so that
 * what stays is a tree.
 */
export function keptNodes(
  { starts, counts, order }: NgramTrie,
  thresholds: number[],
): Uint8Array | undefined {
  if (thresholds.every((threshold) => threshold === 0)) return undefined;
  const kept = new Uint8Array(counts.length).fill(1);
  for (let k = 2; k <= order; k++) {
    for (let node = starts[k]!; node < starts[k + 1]!; node++) {
      if (counts[node]! <= thresholds[k - 1]!) kept[node] = 0;
    }
  }
  return kept;
}

/** The tree of the nodes that stay, and where each of its nodes was before. */
export function compact(
  trie: NgramTrie,
  kept: Uint8Array,
): { trie: NgramTrie; from: Uint32Array<ArrayBuffer> } {
  const { order, starts, words, suffixes, children, counts } = trie;
  const to = new Uint32Array(words.length + 1); // how many stay before each node
  for (let node = 0; node < words.length; node++) to[node + 1] = to[node]! + kept[node]!;
  const from = new Uint32Array(to[words.length]!);
  for (let node = 0; node < words.length; node++) if (kept[node]) from[to[node]!] = node;
  const newStarts = starts.map((start) => to[start]!);
  const lower = from.subarray(0, newStarts[order]!);
  const newChildren = new Uint32Array(lower.length + 1);
  lower.forEach((node, i) => newChildren[i] = to[children[node]!]!);
  newChildren[lower.length] = to[words.length]!;
  return {
    trie: {
      order,
      starts: newStarts,
      words: from.map((node) => words[node]!),
      suffixes: from.map((node) => to[suffixes[node]!]!),
      children: newChildren,
      counts: from.map((node) => counts[node]!),
    },
    from,
  };
}

/** The values of the nodes that stay. */
export function pick<A extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  values: A,
  from: Uint32Array,
): A {
  const picked = new (values.constructor as new (length: number) => A)(from.length);
  for (let i = 0; i < from.length; i++) picked[i] = values[from[i]!]!;
  return picked;
}
