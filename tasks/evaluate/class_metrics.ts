import {
  accuracyScore,
  balancedAccuracyScore,
  classScores,
  cohenKappaScore,
  delongInterval,
  type Estimate,
  estimateCounts,
  f1Score,
  type Label,
  matthewsCorrelation,
  type Metric,
  proportionInterval,
} from "descent/metrics";
import type { Losses } from "./class_tally.ts";
import { ifDefined } from "./if_defined.ts";
import type { ClassRow, IntervalOptions, NamedEstimate } from "./report.ts";
import type { Spread } from "./spread.ts";
import type { Forecasts } from "./rank_metrics.ts";

/** A confusion matrix with its labels, true ones downwards. */
export type Confusion = { labels: string[]; matrix: number[][] };

type LabelMetric = Metric<Label[], Label[]>;

/** The work of a bootstrap: cells of the matrix times resamples. */
const WORK = 2_000_000;

/**
 * The metrics that a confusion matrix tells.
 *
 * @param confusion At least two samples.
 * @param positive The label that precision, recall and F1 are about, if there is one.
 * @param options Level and seed of the intervals.
 */
export function labelMetrics(
  confusion: Confusion,
  positive: string | undefined,
  options: IntervalOptions,
): NamedEstimate[] {
  const { labels, matrix } = confusion;
  const codes = Array.from(labels.keys()); // numbers are counted faster than names
  const cells = matrix.flat().filter((times) => times > 0).length;
  const resamples = Math.max(200, Math.min(2000, Math.floor(WORK / cells)));
  const of = (name: string, metric: LabelMetric): NamedEstimate[] =>
    ifDefined(() => ({
      name,
      better: "higher",
      ...estimateCounts(metric, { labels: codes, matrix }, { ...options, resamples }),
    }));
  const averaged = (average: "macro" | "weighted"): LabelMetric => (yTrue, yPred, weights) =>
    f1Score(yTrue, yPred, { ...weights, average, labels: codes });
  return [
    ...of("accuracy", accuracyScore as LabelMetric),
    ...of("balanced accuracy", (...given) => balancedAccuracyScore(...given)),
    ...positive === undefined ? [] : [
      ...ofPositive(confusion, positive, options),
      ...of(
        `F1 of ${positive}`,
        (yTrue, yPred, weights) =>
          f1Score(yTrue, yPred, { ...weights, positive: labels.indexOf(positive) }),
      ),
    ],
    ...labels.length === 2 ? [] : [
      ...of("F1, macro", averaged("macro")),
      ...of("F1, weighted", averaged("weighted")),
    ],
    ...of("Cohen's kappa", (...given) => cohenKappaScore(...given)),
    ...of("Matthews correlation", (...given) => matthewsCorrelation(...given)),
  ];
}

/** Precision, recall and F1 of each class; its area where there are probabilities. */
export function classRows(
  confusion: Confusion,
  forecastsOf: ((label: string) => Forecasts | undefined) | undefined,
  { level }: IntervalOptions,
): ClassRow[] {
  const { yTrue, yPred, sampleWeight } = listed(confusion);
  const scores = classScores(yTrue, yPred, { labels: confusion.labels, sampleWeight });
  return scores.map(({ fscore, support }, at) => {
    const label = confusion.labels[at]!;
    const forecasts = forecastsOf?.(label);
    const [area] = forecasts
      ? ifDefined(() => delongInterval(forecasts.isPositive, forecasts.probabilities, { level }))
      : [];
    return { label, support, f1: fscore, ...sharesOf(confusion, at, level), ...area && { area } };
  });
}

/** Means of losses with Student's interval. */
export function lossMetrics(losses: Losses<Spread>, { level }: IntervalOptions): NamedEstimate[] {
  return [
    { name: "log loss", better: "lower", ...losses.logLoss.estimate(level) },
    { name: "Brier loss", better: "lower", ...losses.brier.estimate(level) },
  ];
}

function ofPositive(
  confusion: Confusion,
  positive: string,
  { level }: IntervalOptions,
): NamedEstimate[] {
  const shares = sharesOf(confusion, confusion.labels.indexOf(positive), level);
  return (["precision", "recall"] as const).flatMap((name) => {
    const share = shares[name];
    return share ? [{ name: `${name} of ${positive}`, better: "higher" as const, ...share }] : [];
  });
}

/** Precision and recall of the class at a place, as the shares that they are. */
function sharesOf(
  { matrix }: Confusion,
  at: number,
  level: number,
): { precision?: Estimate; recall?: Estimate } {
  const hits = matrix[at]![at]!;
  const said = matrix.reduce((sum, row) => sum + row[at]!, 0);
  const are = matrix[at]!.reduce((sum, times) => sum + times, 0);
  return {
    ...said > 0 ? { precision: proportionInterval(hits, said, { level }) } : {},
    ...are > 0 ? { recall: proportionInterval(hits, are, { level }) } : {},
  };
}

/** One sample for each cell that was met, with its count for a weight. */
function listed({ labels, matrix }: Confusion) {
  const cells = matrix.flatMap((row, i) =>
    row.flatMap((times, j) => times > 0 ? [{ i, j, times }] : [])
  );
  return {
    yTrue: cells.map(({ i }) => labels[i]!),
    yPred: cells.map(({ j }) => labels[j]!),
    sampleWeight: cells.map(({ times }) => times),
  };
}
