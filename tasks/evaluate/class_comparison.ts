import { bootstrapCounts, delongTest, f1Score, mcNemarTest, rocAucScore } from "descent/metrics";
import type { ClassTally } from "./class_tally.ts";
import {
  correctedRows,
  pairedEstimate,
  signTest,
  spreadRow,
  type UncorrectedRow,
} from "./comparison_rows.ts";
import { columnOf } from "./kept_rows.ts";
import { MOST_LABELS } from "./label_codes.ts";
import { pairOf } from "./pair_counts.ts";
import type { ComparisonRow, IntervalOptions } from "./report.ts";

/** Cells of a joint table up to which F1 is resampled. */
const CELLS = 2000;

/**
 * Whether A and B differ: McNemar's test of their accuracies, DeLong's of their areas, a paired
 * bootstrap for F1, a paired t-test for mean losses, all corrected for being several.
 *
 * @param tally What was kept of both files.
 * @param isScored Whether both have one probability a row, of code 0.
 * @param positive The label that F1 is about, if there is one.
 * @param options Level and seed of the intervals.
 */
export function compareClasses(
  tally: ClassTally,
  isScored: boolean,
  positive: string | undefined,
  options: IntervalOptions,
): ComparisonRow[] {
  const { differences, models: [a, b] } = tally;
  const { logLoss, brier } = differences ?? {};
  return correctedRows([
    accuracyRow(tally, options),
    ...f1Row(tally, positive, options),
    ...isScored ? areaRow(tally, options) : [],
    ...spreadRow("log loss", [a!.losses?.logLoss, b!.losses?.logLoss], logLoss, options),
    ...spreadRow("Brier loss", [a!.losses?.brier, b!.losses?.brier], brier, options),
  ]);
}

function accuracyRow({ paired, rows }: ClassTally, options: IntervalOptions): UncorrectedRow {
  const [[both, onlyA], [onlyB]] = paired;
  const share = (counts: ArrayLike<number>) => (counts[1]! - counts[2]!) / rows;
  return {
    name: "accuracy",
    better: "higher",
    a: (both + onlyA) / rows,
    b: (both + onlyB) / rows,
    difference: pairedEstimate(bootstrapCounts(paired.flat(), share, options)),
    test: mcNemarTest(paired),
  };
}

function f1Row(
  { joint, codes }: ClassTally,
  positive: string | undefined,
  options: IntervalOptions,
): UncorrectedRow[] {
  if (!joint || joint.size > CELLS) return [];
  const cells = [...joint].map(([key, times]) => {
    const [truth, a] = pairOf(Math.floor(key / MOST_LABELS));
    return { truth, a, b: key % MOST_LABELS, times };
  });
  const truth = cells.map((cell) => cell.truth);
  const labels = Array.from(codes.names.keys());
  const f1 = (said: number[], sampleWeight: ArrayLike<number>) =>
    positive === undefined
      ? f1Score(truth, said, { sampleWeight, average: "macro", labels })
      : f1Score(truth, said, { sampleWeight, positive: codes.codeOf(positive) });
  const [saidA, saidB] = [cells.map(({ a }) => a), cells.map(({ b }) => b)];
  const counts = cells.map(({ times }) => times);
  const found = bootstrapCounts(
    counts,
    (drawn) => f1(saidA, drawn) - f1(saidB, drawn),
    { ...options, resamples: Math.max(200, Math.min(2000, Math.floor(400_000 / cells.length))) },
  );
  return [{
    name: positive === undefined ? "F1, macro" : `F1 of ${positive}`,
    better: "higher",
    a: f1(saidA, counts),
    b: f1(saidB, counts),
    difference: pairedEstimate(found),
    test: signTest(found.value, found.replicates),
  }];
}

function areaRow({ kept }: ClassTally, options: IntervalOptions): UncorrectedRow[] {
  const isPositive = Uint8Array.from(columnOf(kept, 0), (code) => code === 0 ? 1 : 0);
  const positives = isPositive.reduce((sum, is) => sum + is, 0);
  if (Math.min(positives, isPositive.length - positives) < 2) return [];
  const scores = [columnOf(kept, 1), columnOf(kept, 2)] as const;
  const { difference, ...test } = delongTest(isPositive, scores, { level: options.level });
  const [a, b] = scores.map((of) => rocAucScore(isPositive, of));
  return [{ name: "ROC AUC", better: "higher", a: a!, b: b!, difference, test }];
}
