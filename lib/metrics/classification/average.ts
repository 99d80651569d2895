import { cannot } from "../../core/mod.ts";
import type { Label, Labels } from "../labels.ts";
import { type ClassCounts, classCounts, sum } from "./class_counts.ts";
import { areSets, encodeSets, type LabelSets } from "./label_sets.ts";

/**
 * How one number is made of several classes:
 *
 * - `"binary"`: the score of the `positive` class alone, where there are two classes
 * - `"micro"`: hits and mistakes of all classes are added up first, so frequent classes count most
 * - `"macro"`: the mean of the classes' scores, so each class counts the same
 * - `"weighted"`: the same mean, weighted by how often each class truly occurs
 * - `"samples"`: for sets of labels, the mean of the samples' own scores
 */
export type Average = "binary" | "micro" | "macro" | "weighted" | "samples";

/**
 * What a score is where it is 0/0, such as precision of a class that is never predicted: 0, 1,
 * `"skip"` (the class is left out of the mean), or `"error"`.
 */
export type ZeroDivision = 0 | 1 | "skip" | "error";

/** What scores of classes may be told. */
export type AverageOptions = {
  /** How one number is made of the classes. @default "binary" */
  average?: Average;
  /** The class looked for, with `"binary"`. @default 1 or true; text has no default */
  positive?: Label;
  /** The classes that count. @default all that occur */
  labels?: Labels;
  /** What 0/0 is. @default 0 */
  zeroDivision?: ZeroDivision;
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/** A score as numerator and denominator, from what is hit, predicted and actual. */
export type Ratio = (hits: number, predicted: number, actual: number) => [number, number];

/** The averaged score of labels or of sets of labels. */
export function averaged(
  action: string,
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  ratio: Ratio,
  options: AverageOptions,
): number {
  const { average = "binary", labels, sampleWeight } = options;
  checkAverage(action, average, options);
  if (average === "samples") return averageOfSamples(action, yTrue, yPred, ratio, options);
  const asked = average === "binary" ? undefined : labels;
  const counts = classCounts(action, yTrue, yPred, asked, sampleWeight);
  if (average === "binary" && areSets(yTrue)) {
    const needed = 'average must be "micro", "macro", "weighted" or "samples" for sets of labels';
    throw new RangeError(cannot(action, needed, average));
  }
  return averageOfClasses(action, counts, ratio, options);
}

/** The averaged score from counts by class. */
export function averageOfClasses(
  action: string,
  counts: ClassCounts,
  ratio: Ratio,
  { average = "binary", positive, zeroDivision = 0 }: AverageOptions,
): number {
  const { labels, hits, predicted, actual } = counts;
  if (average === "binary") {
    const at = positivePlace(action, labels, positive);
    const [top, bottom] = at < 0 ? [0, 0] : ratio(hits[at]!, predicted[at]!, actual[at]!);
    return divide(action, top, bottom, lastResort(zeroDivision));
  }
  if (average === "micro") {
    const [top, bottom] = ratio(sum(hits), sum(predicted), sum(actual));
    return divide(action, top, bottom, lastResort(zeroDivision));
  }
  const weights = average === "weighted" ? actual : undefined;
  const scores = scoresOfClasses(action, counts, ratio, zeroDivision);
  return meanOfThose(action, scores, weights, zeroDivision);
}

/** Each class's score; NaN where it is 0/0 and skipped. */
export function scoresOfClasses(
  action: string,
  { labels, hits, predicted, actual }: ClassCounts,
  ratio: Ratio,
  zeroDivision: ZeroDivision,
): number[] {
  return labels.map((label, i) => {
    const [top, bottom] = ratio(hits[i]!, predicted[i]!, actual[i]!);
    return divide(action, top, bottom, zeroDivision, label);
  });
}

function averageOfSamples(
  action: string,
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  ratio: Ratio,
  { labels, zeroDivision = 0, sampleWeight }: AverageOptions,
): number {
  if (!areSets(yTrue)) {
    const needed = 'average "samples" is for sets of labels, a list for each sample';
    throw new RangeError(cannot(action, needed, yTrue[0]));
  }
  const sets = encodeSets(action, yTrue, yPred, labels, sampleWeight);
  const scores = sets.yTrue.map((has, i) => {
    const said = sets.yPred[i]!;
    const hits = has.filter((place) => said.includes(place)).length;
    const [top, bottom] = ratio(hits, said.length, has.length);
    return divide(action, top, bottom, zeroDivision);
  });
  return meanOfThose(action, scores, sampleWeight, zeroDivision);
}

/** The weighted mean of the scores that are not skipped. */
function meanOfThose(
  action: string,
  scores: number[],
  weights: ArrayLike<number> | undefined,
  zeroDivision: ZeroDivision,
): number {
  let top = 0;
  let bottom = 0;
  scores.forEach((score, i) => {
    if (Number.isNaN(score)) return;
    const weight = weights?.[i] ?? 1;
    top += weight * score;
    bottom += weight;
  });
  return divide(action, top, bottom, lastResort(zeroDivision));
}

/** Where all is skipped there is nothing left to average. */
function lastResort(zeroDivision: ZeroDivision): ZeroDivision {
  return zeroDivision === "skip" ? "error" : zeroDivision;
}

function divide(
  action: string,
  top: number,
  bottom: number,
  zeroDivision: ZeroDivision,
  label?: Label,
): number {
  if (bottom !== 0) return top / bottom;
  if (zeroDivision === "skip") return NaN;
  if (zeroDivision !== "error") return zeroDivision;
  const whose = label === undefined ? "" : ` of ${JSON.stringify(label)}`;
  const needed = `the score${whose} is 0/0; set zeroDivision to 0 or 1 to say what that is`;
  throw new RangeError(cannot(action, needed));
}

function checkAverage(action: string, average: string, options: AverageOptions): void {
  const averages = ["binary", "micro", "macro", "weighted", "samples"];
  if (!averages.includes(average)) {
    throw new RangeError(cannot(action, `average must be one of ${averages.join(", ")}`, average));
  }
  const { zeroDivision = 0 } = options;
  if (![0, 1, "skip", "error"].includes(zeroDivision)) {
    const needed = 'zeroDivision must be 0, 1, "skip" or "error"';
    throw new RangeError(cannot(action, needed, zeroDivision));
  }
}

/** Where the positive class stands among at most two; -1 where there is only the other one. */
function positivePlace(action: string, labels: Label[], positive?: Label): number {
  if (labels.length > 2) {
    const needed = 'average "binary" is for two classes; take "micro", "macro" or "weighted"';
    throw new RangeError(cannot(action, needed, labels));
  }
  const wanted = positive ?? { number: 1, boolean: true, string: undefined }[
    typeof labels[0] as "number" | "boolean" | "string"
  ];
  if (wanted === undefined) {
    throw new RangeError(cannot(action, "positive must name one of the labels", labels));
  }
  const at = labels.indexOf(wanted);
  if (at < 0 && labels.length === 2) {
    const needed = `positive must be one of ${JSON.stringify(labels)}`;
    throw new RangeError(cannot(action, needed, wanted));
  }
  return at;
}
