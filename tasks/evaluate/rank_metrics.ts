import { cannot } from "descent/core";
import {
  averagePrecisionScore,
  bootstrapCounts,
  calibrationCurve,
  delongInterval,
  type Estimate,
  expectedCalibrationError,
  precisionRecallCurve,
  rocCurve,
  thresholdTable,
  wilsonInterval,
} from "descent/metrics";
import type { Curves, IntervalOptions, NamedEstimate, ReliabilityBin } from "./report.ts";

/** Which samples are positive, 1 or 0, and what probability was given to that. */
export type Forecasts = { isPositive: Uint8Array; probabilities: Float64Array };

/** Bins of a reliability diagram. */
const BINS = 10;

/** Bins of scores for the bootstrap of average precision: ties within one move it by 1e-3 at most. */
const SCORE_BINS = 500;

/** Points of a line that a page needs. */
const POINTS = 400;

/**
 * What depends on the order of probabilities: areas, with their curves.
 *
 * @param forecasts At least two positive samples and two negative ones.
 */
export function rankMetrics(
  { isPositive, probabilities }: Forecasts,
  { level, seed }: IntervalOptions,
): { metrics: NamedEstimate[]; curves: Pick<Curves, "roc" | "precisionRecall" | "thresholds"> } {
  const area = delongInterval(isPositive, probabilities, { level });
  const precise = averagePrecisionOf({ isPositive, probabilities }, { level, seed });
  const roc = rocCurve(isPositive, probabilities, { dropIntermediate: true });
  const { falsePositiveRate: x, truePositiveRate: y } = roc;
  const kept = thinned(x.length, (i) => x[i]! + y[i]!);
  const { recall, precision } = precisionRecallCurve(isPositive, probabilities, {
    dropIntermediate: true,
  });
  const steps = thinned(recall.length, (i) => -recall[i]! + 0.01 * i / recall.length);
  return {
    metrics: [
      { name: "ROC AUC", better: "higher", ...area },
      { name: "average precision", better: "higher", ...precise },
    ],
    curves: {
      roc: {
        falsePositiveRate: kept.map((i) => x[i]!),
        truePositiveRate: kept.map((i) => y[i]!),
        area: area.value,
      },
      precisionRecall: {
        recall: steps.map((i) => recall[i]!),
        precision: steps.map((i) => precision[i]!),
        area: precise.value,
      },
      thresholds: thresholdsOf({ isPositive, probabilities }),
    },
  };
}

/** How well probabilities are calibrated, as a number and as a diagram. */
export function calibration(
  { isPositive, probabilities }: Forecasts,
  { level, seed }: IntervalOptions,
): { metric: NamedEstimate; bins: ReliabilityBin[] } {
  const options = { bins: BINS, positive: 1 };
  const curve = calibrationCurve(isPositive, probabilities, options);
  const bins = curve.map(({ predicted, observed, weight }) => ({
    predicted,
    observed,
    weight,
    interval: wilsonInterval(Math.round(observed * weight), weight, { level }),
  }));
  const metric: NamedEstimate = {
    name: "calibration error",
    better: "lower",
    ...errorOf(bins, { level, seed }),
    value: expectedCalibrationError(isPositive, probabilities, options),
  };
  return { metric, bins };
}

/**
 * By resampling which samples of each bin came true; what was said in a bin hardly varies. The basic
 * bootstrap, since noise makes each resample's error larger than the one it stands for.
 */
function errorOf(bins: ReliabilityBin[], options: IntervalOptions): Estimate {
  const counts = bins.flatMap(({ observed, weight }) => {
    const hits = Math.round(observed * weight);
    return [hits, weight - hits];
  });
  const total = counts.reduce((sum, times) => sum + times, 0);
  const error = (drawn: Float64Array) =>
    bins.reduce((sum, { predicted }, b) => {
      const [hits, misses] = [drawn[2 * b]!, drawn[2 * b + 1]!];
      return sum + Math.abs(hits - (hits + misses) * predicted) / total;
    }, 0);
  const { value, interval: [low, high], n, method } = bootstrapCounts(counts, error, {
    ...options,
    method: "basic",
  });
  return { value, interval: [Math.max(0, low), Math.max(0, high)], n, method };
}

/** Exact, with an interval from scores in bins, since each resample sorts all of them. */
function averagePrecisionOf(
  { isPositive, probabilities }: Forecasts,
  options: IntervalOptions,
): Estimate {
  const value = averagePrecisionScore(isPositive, probabilities, { positive: 1 });
  const counts = new Float64Array(2 * SCORE_BINS);
  const sorted = probabilities.toSorted();
  const edges = Float64Array.from(
    { length: SCORE_BINS },
    (_, b) => sorted[Math.floor(b * sorted.length / SCORE_BINS)]!,
  );
  probabilities.forEach((p, i) => counts[2 * binOf(edges, p) + isPositive[i]!]!++);
  const rough = bootstrapCounts(counts, binnedPrecision, options);
  const shift = value - rough.value;
  const [low, high] = rough.interval.map((end) => Math.min(1, Math.max(0, end + shift)));
  return { value, interval: [low!, high!], n: isPositive.length, method: rough.method };
}

/** The last bin whose lower edge is not above the score. */
function binOf(edges: Float64Array, score: number): number {
  let [low, high] = [0, edges.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= score) low = middle;
    else high = middle;
  }
  return low;
}

/** Average precision of negatives and positives in bins of rising score. */
function binnedPrecision(counts: Float64Array): number {
  let [hits, all, sum] = [0, 0, 0];
  for (let b = counts.length - 2; b >= 0; b -= 2) {
    hits += counts[b + 1]!;
    all += counts[b]! + counts[b + 1]!;
    if (counts[b + 1]! > 0) sum += counts[b + 1]! * hits / all;
  }
  if (hits === 0) throw new RangeError(cannot("resample average precision", "a positive row"));
  return sum / hits;
}

function thresholdsOf({ isPositive, probabilities }: Forecasts): NonNullable<Curves["thresholds"]> {
  const thresholds = Array.from({ length: 201 }, (_, i) => i / 200);
  const rows = thresholdTable(isPositive, probabilities, { positive: 1, thresholds }).reverse();
  return {
    threshold: rows.map(({ threshold }) => threshold),
    precision: rows.map(({ precision }) => precision),
    recall: rows.map(({ recall }) => recall),
    f1: rows.map(({ f1 }) => f1),
  };
}

/** Positions of a line that lie some distance apart, and both ends. */
function thinned(length: number, along: (i: number) => number): number[] {
  const step = Math.abs(along(length - 1) - along(0)) / POINTS;
  const kept = [0];
  for (let i = 1; i < length - 1; i++) {
    if (Math.abs(along(i) - along(kept.at(-1)!)) >= step) kept.push(i);
  }
  return length > 1 ? [...kept, length - 1] : kept;
}
