import { cannot } from "../../core/mod.ts";
import type { Label, Labels } from "../labels.ts";
import {
  type Average,
  averaged,
  averageOfClasses,
  type AverageOptions,
  type Ratio,
  scoresOfClasses,
} from "./average.ts";
import { type ClassCounts, classCounts, sum } from "./class_counts.ts";
import { fbetaRatio } from "./fbeta_score.ts";
import { areSets, type LabelSets } from "./label_sets.ts";

/** What `classificationReport` may be told. */
export type ClassificationReportOptions = Pick<AverageOptions, "labels" | "sampleWeight"> & {
  /** What the classes are called, one for each. @default the labels themselves */
  names?: readonly string[];
  /** What a score is where it is 0/0. @default 0 */
  zeroDivision?: 0 | 1 | "error";
};

/** One line of a report: a class, or an average over classes. */
export type ReportRow = {
  /** The class's name, `"micro avg"`, `"macro avg"`, `"weighted avg"` or `"samples avg"`. */
  name: string;
  /** 0 to 1. */
  precision: number;
  /** 0 to 1. */
  recall: number;
  /** 0 to 1. */
  f1: number;
  /** Sum of the weights of the samples that truly are of the class, or of all classes. */
  support: number;
};

/** How well a classifier tells classes apart, by class and on average. */
export type ClassificationReport = {
  classes: (ReportRow & { label: Label })[];
  /** The share that is right. Only where each sample has one label and no label is left out. */
  accuracy?: number;
  /** Where there is no accuracy the micro average, then macro, weighted and, for sets, samples. */
  averages: ReportRow[];
  /** Sum of the classes' supports. */
  support: number;
  /** Whether supports are sums of weights, not counts. */
  weighted: boolean;
};

const PARTS: readonly Ratio[] = [
  (hits, predicted) => [hits, predicted],
  (hits, _, actual) => [hits, actual],
  fbetaRatio(1),
];

/**
 * Precision, recall, F1 and support of every class, and their averages, in one record;
 * `reportText` prints it.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1, or a list of labels for each sample.
 * @param yPred Predicted labels in the same form and order.
 * @param options Which classes and what they are called; weights; what 0/0 is.
 * @returns The report.
 * @throws {RangeError} If the lengths differ or are 0, there is not one name a class, a label is
 * asked for twice, weights are negative, not finite or all 0, or a score is 0/0 and that is an
 * error.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example
 * ```ts
 * import { classificationReport } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const report = classificationReport(["cat", "cat", "dog", "dog"], ["cat", "cat", "cat", "dog"]);
 * assertEquals(report.accuracy, 0.75);
 * assertEquals(report.classes[1], {
 *   label: "dog",
 *   name: "dog",
 *   precision: 1,
 *   recall: 0.5,
 *   f1: 2 / 3,
 *   support: 2,
 * });
 * ```
 */
export function classificationReport(
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  { labels, names, sampleWeight, zeroDivision = 0 }: ClassificationReportOptions = {},
): ClassificationReport {
  const counts = classCounts(ACTION, yTrue, yPred, labels, sampleWeight);
  const called = names ?? counts.labels.map(String);
  if (called.length !== counts.labels.length) {
    const needed = `names must hold one name for each of ${counts.labels.length} classes`;
    throw new RangeError(cannot(ACTION, needed, called.length));
  }
  const support = sum(counts.actual);
  const averages: ReportRow[] = (["micro", "macro", "weighted"] as const).map((average) =>
    averageRow(average, counts, zeroDivision, support)
  );
  if (areSets(yTrue)) {
    const options: AverageOptions = { average: "samples", zeroDivision };
    if (labels) options.labels = labels;
    if (sampleWeight) options.sampleWeight = sampleWeight;
    const scores = PARTS.map((ratio) => averaged(ACTION, yTrue, yPred, ratio, options));
    averages.push(rowOf("samples avg", scores, support));
  }
  const classes = classRows(counts, called, zeroDivision);
  const weighted = sampleWeight !== undefined;
  if (!counts.whole) return { classes, averages, support, weighted };
  const accuracy = sum(counts.hits) / counts.total;
  return { classes, accuracy, averages: averages.slice(1), support, weighted };
}

const ACTION = "compute classificationReport";

function classRows(counts: ClassCounts, names: readonly string[], zeroDivision: 0 | 1 | "error") {
  const columns = PARTS.map((ratio) => scoresOfClasses(ACTION, counts, ratio, zeroDivision));
  return counts.labels.map((label, i) => ({
    label,
    ...rowOf(names[i]!, columns.map((column) => column[i]!), counts.actual[i]!),
  }));
}

function averageRow(
  average: Average,
  counts: ClassCounts,
  zeroDivision: 0 | 1 | "error",
  support: number,
): ReportRow {
  const options = { average, zeroDivision };
  const scores = PARTS.map((ratio) => averageOfClasses(ACTION, counts, ratio, options));
  return rowOf(`${average} avg`, scores, support);
}

function rowOf(name: string, scores: readonly number[], support: number): ReportRow {
  return { name, precision: scores[0]!, recall: scores[1]!, f1: scores[2]!, support };
}
