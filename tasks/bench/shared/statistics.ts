/**
 * The middle value, or the mean of the two middle ones.
 *
 * @param values At least one number, in any order.
 * @returns The median; not a number for an empty list.
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/**
 * The value least disturbed by whatever else the machine did.
 *
 * @param values At least one number.
 * @param best The smallest of times, the largest of speeds.
 * @returns That value.
 */
export function undisturbed(values: readonly number[], best: "smallest" | "largest"): number {
  return best === "smallest" ? Math.min(...values) : Math.max(...values);
}

/** How two contestants compare that took part in the same rounds. */
export type Ratio = {
  /** Median over the rounds of first / second: a slow spell of the machine strikes both. */
  byRound: number;
  /** First / second where each was least disturbed. */
  ofBest: number;
};

/**
 * Compares two contestants by their values of the same rounds.
 *
 * @param first Times or speeds of one, a value a round, above 0.
 * @param second Those of the other in the same rounds.
 * @param best Whether the smallest or the largest value is the undisturbed one.
 * @returns Both ratios.
 */
export function compare(
  first: readonly number[],
  second: readonly number[],
  best: "smallest" | "largest",
): Ratio {
  return {
    byRound: median(first.map((value, round) => value / second[round]!)),
    ofBest: undisturbed(first, best) / undisturbed(second, best),
  };
}
