import { inOrder, type LabelCodes, MOST_LABELS } from "./label_codes.ts";

/** How often a true label met a predicted one, by {@linkcode pairKey}. */
export type PairCounts = Map<number, number>;

/** One number for two labels. */
export function pairKey(truth: number, predicted: number): number {
  return truth * MOST_LABELS + predicted;
}

/** Adds one. */
export function count(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Both labels of a key. */
export function pairOf(key: number): [number, number] {
  return [Math.floor(key / MOST_LABELS), key % MOST_LABELS];
}

/** The counts as a confusion matrix: all labels known, in order, true ones downwards. */
export function confusionOf(
  counts: PairCounts,
  { names }: LabelCodes,
): { labels: string[]; matrix: number[][] } {
  const labels = inOrder(names);
  const place = names.map((name) => labels.indexOf(name));
  const matrix = labels.map(() => labels.map(() => 0));
  for (const [key, times] of counts) {
    const [truth, predicted] = pairOf(key);
    matrix[place[truth]!]![place[predicted]!] = times;
  }
  return { labels, matrix };
}
