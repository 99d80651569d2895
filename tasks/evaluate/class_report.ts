import {
  delongInterval,
  fairnessGapsOfCounts,
  type GroupOutcomes,
  proportionInterval,
} from "descent/metrics";
import { classRows, type Confusion, labelMetrics, lossMetrics } from "./class_metrics.ts";
import { type ClassSetting, positiveOf } from "./class_setting.ts";
import type { ClassTally } from "./class_tally.ts";
import { ifDefined } from "./if_defined.ts";
import { columnOf } from "./kept_rows.ts";
import { inOrder } from "./label_codes.ts";
import { confusionOf, type PairCounts } from "./pair_counts.ts";
import { calibration, type Forecasts, rankMetrics } from "./rank_metrics.ts";
import type {
  Curves,
  GroupRow,
  IntervalOptions,
  ModelReport,
  NamedEstimate,
  SliceTable,
} from "./report.ts";
import { sliceTable } from "./slice_table.ts";

/**
 * What one file's predictions are worth.
 *
 * @param tally What was kept of the files.
 * @param model Which of them, 0 or 1, and what it is called.
 * @param setting How its probabilities are to be understood.
 * @param positive The label that rates are about, if there is one.
 * @param options Level and seed of the intervals.
 */
export function classReport(
  tally: ClassTally,
  [model, file]: readonly [number, string],
  setting: ClassSetting,
  positive: string | undefined,
  options: IntervalOptions,
): ModelReport {
  const { counts, losses } = tally.models[model]!;
  const confusion = confusionOf(counts, tally.codes);
  const forecasts = setting.width > 0 ? forecaster(tally, model, setting) : undefined;
  const ranked = setting.width === 1 ? rankedOf(forecasts!(setting.positive!), options) : undefined;
  const reliable = forecasts && calibration(forecasts(), options);
  const forClasses = setting.width > 1 ? forecasts : undefined;
  return {
    file,
    metrics: [
      ...labelMetrics(confusion, positive, options),
      ...ranked?.metrics ?? [],
      ...setting.width > 1 ? macroArea(tally, model, setting, options) : [],
      ...losses ? lossMetrics(losses, options) : [],
      ...reliable ? [reliable.metric] : [],
    ],
    classes: classRows(confusion, forClasses, options),
    confusion,
    curves: {
      rows: forecasts ? tally.kept.rows : 0,
      ...ranked?.curves,
      ...reliable ? { reliability: reliable.bins } : {},
    },
  };
}

/** Accuracy group by group, and of two classes the rates on which fairness looks. */
export function classSlices(
  tally: ClassTally,
  file: string,
  positive: string | undefined,
  options: IntervalOptions,
): SliceTable[] {
  return tally.slices.map(({ column, tallies }) => {
    const groups = inOrder([...tallies.keys()]).map((group) => {
      const confusion = confusionOf(tallies.get(group)!, tally.codes);
      return groupRow(group, confusion, positive, options);
    });
    const table = sliceTable({ file, column, metric: "accuracy", better: "higher", groups });
    if (positive === undefined || groups.length < 2) return table;
    const outcomes = groups.map(({ group }) =>
      outcomesOf(tally, tallies.get(group)!, group, positive)
    );
    const { demographicParity, equalisedOdds } = fairnessGapsOfCounts(outcomes, options);
    const fairness = { demographicParity, ...equalisedOdds && { equalisedOdds } };
    return { ...table, fairness };
  });
}

/** The positive label, now that all labels are known. */
export function positiveNow(
  { positive }: ClassSetting,
  { codes }: ClassTally,
): string | undefined {
  return positive ?? positiveOf(codes.names);
}

/**
 * Probabilities of a label and which samples have it; without a label, of the predicted one and
 * which samples are right.
 */
function forecaster({ kept, models }: ClassTally, model: number, { width, labels }: ClassSetting) {
  const truth = columnOf(kept, 0);
  const from = firstColumn(models, model, width);
  return (label?: string): Forecasts => {
    if (width === 1 || label !== undefined) {
      const code = width === 1 ? 0 : labels.indexOf(label!);
      const isPositive = Uint8Array.from(truth, (one) => one === code ? 1 : 0);
      return { isPositive, probabilities: columnOf(kept, from + code) };
    }
    return mostProbable(kept, truth, from, width);
  };
}

function mostProbable(
  { rows, data, width: stride }: ClassTally["kept"],
  truth: Float64Array,
  from: number,
  width: number,
): Forecasts {
  const isPositive = new Uint8Array(rows);
  const probabilities = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const start = i * stride + from;
    let best = 0;
    for (let k = 1; k < width; k++) if (data[start + k]! > data[start + best]!) best = k;
    isPositive[i] = truth[i] === best ? 1 : 0;
    probabilities[i] = data[start + best]!;
  }
  return { isPositive, probabilities };
}

/** The mean of the areas of all classes, each against the rest; nothing where one hardly occurs. */
function macroArea(
  { kept, models }: ClassTally,
  model: number,
  { width, labels }: ClassSetting,
  { level }: IntervalOptions,
): NamedEstimate[] {
  const from = firstColumn(models, model, width);
  const data = new Float64Array(kept.rows * width);
  for (let i = 0; i < kept.rows; i++) {
    const start = i * kept.width + from;
    data.set(kept.data.subarray(start, start + width), i * width);
  }
  const rows = { data, rows: kept.rows, columns: width };
  const codes = Array.from(labels.keys());
  return ifDefined(() => ({
    name: "ROC AUC, macro",
    better: "higher" as const,
    ...delongInterval(columnOf(kept, 0), rows, { level, labels: codes }),
  }));
}

/** A's probabilities come first, then B's, as wide. */
function firstColumn(models: ClassTally["models"], model: number, width: number): number {
  return 1 + (model === 1 && models[0]!.losses ? width : 0);
}

function rankedOf(
  forecasts: Forecasts,
  options: IntervalOptions,
): { metrics: ModelReport["metrics"]; curves: Omit<Curves, "rows"> } | undefined {
  const positives = forecasts.isPositive.reduce((sum, is) => sum + is, 0);
  const rarer = Math.min(positives, forecasts.isPositive.length - positives);
  return rarer < 2 ? undefined : rankMetrics(forecasts, options);
}

function groupRow(
  group: string,
  { labels, matrix }: Confusion,
  positive: string | undefined,
  { level }: IntervalOptions,
): GroupRow {
  const n = matrix.flat().reduce((sum, times) => sum + times, 0);
  const right = matrix.reduce((sum, row, i) => sum + row[i]!, 0);
  const accuracy = proportionInterval(right, n, { level });
  if (positive === undefined) return { group, ...accuracy };
  const at = labels.indexOf(positive);
  const said = (row: number[]) => row[at]!;
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const [are, areNot] = [matrix[at]!, matrix.filter((_, i) => i !== at)];
  const negatives = sum(areNot.flat());
  return {
    group,
    ...accuracy,
    rates: {
      selected: proportionInterval(sum(matrix.map(said)), n, { level }),
      ...sum(are) > 0 ? { found: proportionInterval(are[at]!, sum(are), { level }) } : {},
      ...negatives > 0
        ? { falseAlarms: proportionInterval(sum(areNot.map(said)), negatives, { level }) }
        : {},
    },
  };
}

function outcomesOf(
  tally: ClassTally,
  counts: PairCounts,
  group: string,
  positive: string,
): GroupOutcomes {
  const { labels, matrix } = confusionOf(counts, tally.codes);
  const at = labels.indexOf(positive);
  const outcomes: [number, number, number, number] = [0, 0, 0, 0];
  matrix.forEach((row, i) =>
    row.forEach((times, j) => outcomes[(i === at ? 0 : 2) + (j === at ? 0 : 1)]! += times)
  );
  return { group, counts: outcomes };
}
