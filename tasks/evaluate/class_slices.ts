import {
  type FairnessGaps,
  fairnessGapsOfCounts,
  type GroupOutcomes,
  type GroupRates,
  proportionInterval,
} from "descent/metrics";
import type { ClassTally } from "./class_tally.ts";
import { inOrder } from "./label_codes.ts";
import { type PairCounts, pairOf } from "./pair_counts.ts";
import type { GroupRow, IntervalOptions, SliceTable } from "./report.ts";
import { sliceTable } from "./slice_table.ts";

/**
 * Accuracy group by group; where there is a positive label also how often each group is taken for
 * it, rightly and wrongly.
 *
 * @param tally What was kept of the files.
 * @param file The first of them, whose groups these are.
 * @param positive The label that rates are about, if there is one.
 * @param options Level and seed of the intervals.
 */
export function classSlices(
  { slices, codes }: ClassTally,
  file: string,
  positive: string | undefined,
  options: IntervalOptions,
): SliceTable[] {
  return slices.map(({ column, tallies }) => {
    const names = inOrder([...tallies.keys()]);
    const gaps = positive === undefined || names.length < 2 ? undefined : fairnessGapsOfCounts(
      names.map((group) => outcomesOf(group, tallies.get(group)!, codes.codeOf(positive))),
      options,
    );
    const groups = names.map((group, i) =>
      groupRow(group, tallies.get(group)!, gaps?.rates[i], options.level)
    );
    const table = sliceTable({ file, column, metric: "accuracy", better: "higher", groups });
    return gaps ? { ...table, fairness: fairnessOf(gaps) } : table;
  });
}

function groupRow(
  group: string,
  counts: PairCounts,
  rates: GroupRates | undefined,
  level: number,
): GroupRow {
  let [n, right] = [0, 0];
  for (const [key, times] of counts) {
    const [truth, predicted] = pairOf(key);
    n += times;
    if (truth === predicted) right += times;
  }
  const accuracy = { group, ...proportionInterval(right, n, { level }) };
  if (!rates) return accuracy;
  const { selection, truePositive, falsePositive } = rates;
  return {
    ...accuracy,
    rates: {
      selected: selection,
      ...truePositive && { found: truePositive },
      ...falsePositive && { falseAlarms: falsePositive },
    },
  };
}

function outcomesOf(group: string, counts: PairCounts, positive: number): GroupOutcomes {
  const outcomes: [number, number, number, number] = [0, 0, 0, 0];
  for (const [key, times] of counts) {
    const [truth, predicted] = pairOf(key);
    outcomes[(truth === positive ? 0 : 2) + (predicted === positive ? 0 : 1)]! += times;
  }
  return { group, counts: outcomes };
}

function fairnessOf({ demographicParity, equalisedOdds }: FairnessGaps) {
  return { demographicParity, ...equalisedOdds && { equalisedOdds } };
}
