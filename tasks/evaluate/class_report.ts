import { delongInterval } from "descent/metrics";
import { classRows, labelMetrics, lossMetrics } from "./class_metrics.ts";
import { type ClassSetting, positiveOf } from "./class_setting.ts";
import type { ClassTally } from "./class_tally.ts";
import { ifDefined } from "./if_defined.ts";
import { type KeptForecasts, keptForecasts } from "./kept_forecasts.ts";
import { confusionOf } from "./pair_counts.ts";
import { calibration, type Forecasts, rankMetrics } from "./rank_metrics.ts";
import type { Curves, IntervalOptions, ModelReport, NamedEstimate } from "./report.ts";

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
  const forecasts = setting.width > 0 ? keptForecasts(tally, model, setting.width) : undefined;
  const several = setting.width > 1 ? forecasts : undefined;
  const ranked = setting.width === 1 ? rankedOf(forecasts!.of(0), options) : undefined;
  const reliable = forecasts && calibration(several?.ofPredicted() ?? forecasts.of(0), options);
  const areaOf = several && ((label: string) => several.of(setting.labels.indexOf(label)));
  return {
    file,
    metrics: [
      ...labelMetrics(confusion, positive, options),
      ...ranked?.metrics ?? [],
      ...several ? macroArea(several, setting, options) : [],
      ...losses ? lossMetrics(losses, options) : [],
      ...reliable ? [reliable.metric] : [],
    ],
    classes: classRows(confusion, areaOf, options),
    confusion,
    curves: {
      rows: forecasts ? tally.kept.rows : 0,
      ...ranked?.curves,
      ...reliable ? { reliability: reliable.bins } : {},
    },
  };
}

/** The positive label, now that all labels are known. */
export function positiveNow(
  { positive }: ClassSetting,
  { codes }: ClassTally,
): string | undefined {
  return positive ?? positiveOf(codes.names);
}

/** The mean of the areas of all classes, each against the rest; nothing where one hardly occurs. */
function macroArea(
  { truth, rows }: KeptForecasts,
  { labels }: ClassSetting,
  { level }: IntervalOptions,
): NamedEstimate[] {
  const codes = Array.from(labels.keys());
  return ifDefined(() => ({
    name: "ROC AUC, macro",
    better: "higher" as const,
    ...delongInterval(truth, rows, { level, labels: codes }),
  }));
}

function rankedOf(
  forecasts: Forecasts,
  options: IntervalOptions,
): { metrics: ModelReport["metrics"]; curves: Omit<Curves, "rows"> } | undefined {
  const positives = forecasts.isPositive.reduce((sum, is) => sum + is, 0);
  const rarer = Math.min(positives, forecasts.isPositive.length - positives);
  return rarer < 2 ? undefined : rankMetrics(forecasts, options);
}
