import {
  accuracyScore,
  comparePredictions,
  delongInterval,
  estimate,
  fairnessGaps,
  type Label,
  residualDiagnostics,
  sliceReport,
} from "descent/metrics";
import { LABELS, NUMBERS, SCORES } from "./kinds.ts";
import { type Data, type NoMetric, type Row, row } from "./row.ts";

const laws = {
  repetition: { not: "it counts samples, not weight" },
  symmetry: { not: "truth is what both are measured by" },
  perfect: { not: "an interval, tried in tests/metrics/uncertainty" },
} as const;

const labels = ({ yTrue, yPred }: Data) => [yTrue as Label[], yPred as Label[]] as const;

/** The same group for the same true label, whatever the order of the samples. */
const groupsOf = (yTrue: readonly unknown[]) =>
  yTrue.map((label) => ["ant", "bee", "yak", "emu"].includes(String(label)) ? "early" : "late");

export const INTERVALS: readonly Row[] = [
  row("estimate", LABELS, (data) => estimate(accuracyScore, ...labels(data)), {
    ...laws,
    relabelling: true,
    symmetry: true,
  }),
  row(
    "delongInterval",
    SCORES,
    ({ yTrue, yPred }) => delongInterval(yTrue as Label[], yPred as number[]),
    { ...laws, relabelling: true },
  ),
  row("comparePredictions", LABELS, (data) => {
    const [yTrue, yPred] = labels(data);
    return comparePredictions(accuracyScore, yTrue, [yPred, yTrue], { resamples: 20 }).test;
  }, { ...laws, relabelling: true, symmetry: true }),
  row("sliceReport", LABELS, (data) => {
    const [yTrue, yPred] = labels(data);
    const { slices, gap } = sliceReport(accuracyScore, yTrue, yPred, { groups: groupsOf(yTrue) });
    return { slices, gap };
  }, { ...laws, relabelling: true }),
  row("fairnessGaps", SCORES, ({ yTrue, yPred }) => {
    const options = { groups: yPred!.map((score) => Number(score) > 0.5), positive: 1 };
    const { rates } = fairnessGaps(yTrue!.map(Number), yPred!.map(Math.round as never), options);
    return rates;
  }, { ...laws, relabelling: true }),
  row("residualDiagnostics", NUMBERS, ({ yTrue, yPred }) => {
    const found = residualDiagnostics(yTrue as number[], yPred as number[]);
    return [found.skewness, found.excessKurtosis, found.normality.pValue];
  }, {
    ...laws,
    relabelling: true,
    symmetry: { not: "the skewness changes its sign" },
    perfect: { not: "errors that are all 0 leave nothing to diagnose" },
  }),
];

/** What says how sure one can be of a metric, from counts, scores or what was resampled. */
export const UNCERTAINTY: readonly NoMetric[] = [
  { covers: ["wilsonInterval", "proportionInterval"], is: "an interval from two counts" },
  { covers: ["bootstrap", "bootstrapCounts"], is: "resampling for a statistic of the caller's" },
  { covers: ["estimateCounts", "fairnessGapsOfCounts"], is: "what was counted beforehand" },
  { covers: ["bootstrapInterval"], is: "an interval from values already resampled" },
  { covers: ["delongCovariance", "delongTest"], is: "about two areas or more" },
  { covers: ["binomialTest", "mcNemarTest"], is: "a test of counts" },
  { covers: ["pairedTable"], is: "the counts that mcNemarTest takes" },
  {
    covers: ["pairedTTest", "tTestOfMoments", "wilcoxonTest"],
    is: "a test of two lists of scores",
  },
  { covers: ["fiveByTwoCvTest", "holmCorrection"], is: "a test of scores, a mending of p-values" },
  { covers: ["mcNemarPower", "mcNemarSampleSize", "proportionSampleSize"], is: "planning" },
  {
    covers: ["populationStabilityIndex", "kolmogorovSmirnovTest", "chiSquareTest"],
    is: "a distance between two samples of one column",
  },
  { covers: ["perplexity", "bleuScore", "wordErrorRate"], is: "a score of a whole text" },
];
