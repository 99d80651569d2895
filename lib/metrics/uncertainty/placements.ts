import { cannot } from "../../core/mod.ts";

/** How each sample stands to those of the other class: what an area and its variance are made of. */
export type Placements = { positives: Float64Array; negatives: Float64Array };

/**
 * For each positive the share of negatives below it, for each negative the share of positives above
 * it, ties counting half: the mean of either is the area.
 */
export function placements(isPositive: Uint8Array, scores: ArrayLike<number>): Placements {
  const all = Float64Array.from(scores);
  const positives = all.filter((_, i) => isPositive[i] === 1);
  const negatives = all.filter((_, i) => isPositive[i] === 0);
  const sortedPositives = positives.toSorted();
  const sortedNegatives = negatives.toSorted();
  return {
    positives: positives.map((score) => shareBelow(sortedNegatives, score)),
    negatives: negatives.map((score) => 1 - shareBelow(sortedPositives, score)),
  };
}

/** The share of a sorted list below a value, with half of what equals it. */
function shareBelow(sorted: Float64Array, value: number): number {
  const below = firstFrom(sorted, (other) => other >= value);
  const upTo = firstFrom(sorted, (other) => other > value);
  return (below + upTo) / (2 * sorted.length);
}

function firstFrom(sorted: Float64Array, isThere: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isThere(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Stops unless there are two samples of each class, of which one can say how they vary. */
export function checkBoth(action: string, isPositive: Uint8Array): void {
  const positives = isPositive.reduce((sum, is) => sum + is, 0);
  const negatives = isPositive.length - positives;
  if (Math.min(positives, negatives) >= 2) return;
  const needed = "yTrue must hold at least two samples of each class";
  throw new RangeError(
    `${cannot(action, needed)}, got ${positives} positive and ${negatives} negative`,
  );
}

/** The plain mean. */
export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
