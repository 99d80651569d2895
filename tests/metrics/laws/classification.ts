import {
  accuracyScore,
  balancedAccuracyScore,
  classificationReport,
  classScores,
  cohenKappaScore,
  confusionMatrix,
  f1Score,
  fbetaScore,
  hammingLoss,
  jaccardScore,
  type Label,
  type LabelSets,
  matthewsCorrelation,
  multilabelConfusionMatrix,
  precisionScore,
  recallScore,
  reportText,
  topKAccuracyScore,
  zeroOneLoss,
} from "descent/metrics";
import { LABEL_SETS, LABELS, PROBABILITIES } from "./kinds.ts";
import { type Data, type Row, row } from "./row.ts";

/** The columns as a metric of labels takes them. */
function labels({ yTrue, yPred, sampleWeight }: Data): [Label[], Label[], object] {
  return [yTrue as Label[], yPred as Label[], sampleWeight ? { sampleWeight } : {}];
}

/** The columns as a metric of sets of labels takes them. */
function sets({ yTrue, yPred, sampleWeight }: Data): [LabelSets, LabelSets, object] {
  return [yTrue as LabelSets, yPred as LabelSets, sampleWeight ? { sampleWeight } : {}];
}

const AVERAGES = ["micro", "macro", "weighted"] as const;

/** The three averages of several classes. */
function averages(metric: typeof precisionScore): Row["value"] {
  return (data) => {
    const [a, b, weights] = labels(data);
    return AVERAGES.map((average) => metric(a, b, { ...weights, average }));
  };
}

const fbeta: typeof precisionScore = (a, b, options) => fbetaScore(a, b, { ...options, beta: 2 });

const NAMED = { not: "in the order of the names" };
const SWAPPED = { not: "precision and recall change places" };
const COUNTS = { not: "counts, which depend on the data" };

export const CLASSIFICATION: readonly Row[] = [
  row("accuracyScore", LABELS, (data) => accuracyScore(...labels(data)), {
    relabelling: true,
    perfect: { value: 1 },
    symmetry: true,
  }),
  row("accuracyScore", LABEL_SETS, (data) => accuracyScore(...sets(data)), {
    relabelling: true,
    perfect: { value: 1 },
    symmetry: true,
  }),
  row("zeroOneLoss", LABELS, (data) => zeroOneLoss(...labels(data)), {
    relabelling: true,
    perfect: { value: 0 },
    symmetry: true,
  }),
  row("hammingLoss", LABELS, (data) => hammingLoss(...labels(data)), {
    relabelling: true,
    perfect: { value: 0 },
    symmetry: true,
  }),
  row("hammingLoss", LABEL_SETS, (data) => hammingLoss(...sets(data)), {
    relabelling: true,
    perfect: { value: 0 },
    symmetry: true,
  }),
  row("balancedAccuracyScore", LABELS, (data) => balancedAccuracyScore(...labels(data)), {
    relabelling: true,
    perfect: { value: 1 },
    symmetry: { not: "it is the mean recall, and recall becomes precision" },
  }),
  row("confusionMatrix", LABELS, (data) => confusionMatrix(...labels(data)), {
    relabelling: NAMED,
    perfect: COUNTS,
    symmetry: { not: "it is turned over" },
  }),
  row("multilabelConfusionMatrix", LABEL_SETS, (data) => multilabelConfusionMatrix(...sets(data)), {
    relabelling: NAMED,
    perfect: COUNTS,
    symmetry: { not: "false alarms and misses change places" },
  }),
  row("precisionScore", LABELS, averages(precisionScore), {
    relabelling: true,
    perfect: { value: [1, 1, 1] },
    symmetry: SWAPPED,
  }),
  row("recallScore", LABELS, averages(recallScore), {
    relabelling: true,
    perfect: { value: [1, 1, 1] },
    symmetry: SWAPPED,
  }),
  row("f1Score", LABELS, averages(f1Score), {
    relabelling: true,
    perfect: { value: [1, 1, 1] },
    symmetry: { not: "the weights of the average follow the truth" },
  }),
  row("f1Score", LABELS, (data) => {
    const [a, b, weights] = labels(data);
    return [f1Score(a, b, { ...weights, average: "macro" })];
  }, { relabelling: true, perfect: { value: [1] }, symmetry: true }),
  row("f1Score", LABEL_SETS, (data) => {
    const [a, b, weights] = sets(data);
    const options = { ...weights, zeroDivision: 1 } as const;
    return [...AVERAGES, "samples" as const].map((average) =>
      f1Score(a, b, { ...options, average })
    );
  }, {
    relabelling: true,
    perfect: { value: [1, 1, 1, 1] },
    symmetry: { not: "the weights of the average follow the truth" },
  }),
  row("fbetaScore", LABELS, averages(fbeta), {
    relabelling: true,
    perfect: { value: [1, 1, 1] },
    symmetry: SWAPPED,
  }),
  row("jaccardScore", LABELS, (data) => {
    const [a, b, weights] = labels(data);
    return jaccardScore(a, b, { ...weights, average: "macro" });
  }, { relabelling: true, perfect: { value: 1 }, symmetry: true }),
  row("classScores", LABELS, (data) => classScores(...labels(data)), {
    relabelling: NAMED,
    perfect: COUNTS,
    symmetry: SWAPPED,
  }),
  row(["classificationReport", "reportText"], LABELS, (data) => {
    const { weighted: _, ...report } = classificationReport(...labels(data));
    return [report, reportText({ ...report, weighted: false })];
  }, { relabelling: NAMED, perfect: COUNTS, symmetry: SWAPPED }),
  row("cohenKappaScore", LABELS, (data) => cohenKappaScore(...labels(data)), {
    relabelling: true,
    perfect: { value: 1 },
    symmetry: true,
  }),
  row("cohenKappaScore", LABELS, (data) => {
    const [a, b, options] = labels(data);
    return cohenKappaScore(a, b, { ...options, weights: "quadratic" });
  }, {
    relabelling: { not: "grades have an order" },
    perfect: { value: 1 },
    symmetry: true,
  }),
  row("matthewsCorrelation", LABELS, (data) => matthewsCorrelation(...labels(data)), {
    relabelling: true,
    perfect: { value: 1 },
    symmetry: true,
  }),
  row("topKAccuracyScore", PROBABILITIES, ({ yTrue, yPred, sampleWeight }) => {
    const weights = sampleWeight ? { sampleWeight: sampleWeight as number[] } : {};
    const [a, b] = [yTrue as number[], yPred as number[][]];
    return [1, 3].map((k) => topKAccuracyScore(a, b, { ...weights, k }));
  }, {
    relabelling: { not: "of equal scores the later column wins" },
    perfect: { value: [1, 1] },
    symmetry: { not: "labels and rows of scores differ in kind" },
  }),
];
