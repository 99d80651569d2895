import { accuracyScore, comparePredictions, wilsonInterval } from "descent/metrics";

/** How well one way did on the test texts. */
export type Score = {
  name: string;
  title: string;
  /** Share classified correctly, 0 to 1. */
  accuracy: number;
  correct: number;
  /** Where the accuracy on all such texts lies, by Wilson's method. */
  interval: { level: number; low: number; high: number };
  yPred: number[];
};

/** A network less a baseline, on the same texts. */
export type Difference = {
  seed: number;
  baseline: string;
  /** In accuracy, with its interval by the paired bootstrap. */
  value: number;
  low: number;
  high: number;
  /** Of McNemar's exact test: how likely so uneven a split of the disagreements is by chance. */
  pValue: number;
};

const LEVEL = 0.95;

/** Scores probabilities, a row for each text. */
export function scoreOf(
  { name, title }: { name: string; title: string },
  y: Uint8Array,
  probabilities: number[][],
): Score {
  const yPred = probabilities.map((row) => row.indexOf(Math.max(...row)));
  const accuracy = accuracyScore(y, yPred);
  const correct = Math.round(accuracy * y.length);
  const [low, high] = wilsonInterval(correct, y.length, { level: LEVEL });
  return { name, title, accuracy, correct, interval: { level: LEVEL, low, high }, yPred };
}

/** Compares a network with each baseline. */
export function differencesOf(
  y: Uint8Array,
  seed: number,
  network: Score,
  baselines: Score[],
): Difference[] {
  return baselines.map((baseline) => {
    const predictions = [network.yPred, baseline.yPred] as const;
    const { difference, test } = comparePredictions(accuracyScore, y, predictions, { seed });
    const [low, high] = difference.interval;
    const { pValue } = test;
    return { seed, baseline: baseline.name, value: difference.value, low, high, pValue };
  });
}
