import { cannot, checkInteger, checkSameLength } from "../../core/mod.ts";
import type { Label, Labels } from "../labels.ts";
import { checkSampleWeight } from "../sample_weight.ts";
import { areRows, checkFinite, scoreMatrix, type ScoreRows } from "../scores.ts";
import { encodeClasses } from "./encode_classes.ts";

/** What `topKAccuracyScore` may be told. */
export type TopKOptions = {
  /** How many guesses each sample has, 1 or more. @default 2 */
  k?: number;
  /** The class of each column. @default the labels that occur in yTrue, sorted */
  labels?: Labels;
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
  /** Whether the share of right samples is wanted, or else their number. @default true */
  normalize?: boolean;
};

/**
 * Top-k accuracy: the share of samples whose true class is among the k with the highest scores.
 *
 * Of equal scores the class of the later column counts as the higher one. With one score a sample
 * for two classes, the second class is guessed where the score is above 0.5, or above 0 where some
 * score lies outside 0 to 1.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1.
 * @param scores Scores of each sample for each class, shape `(n, classes)`, higher is likelier; for
 * two classes also shape `(n)`.
 * @param options How many guesses; the classes of the columns; weights; share or number.
 * @returns A share between 0 (worst) and 1 (best), or the weight of the right samples.
 * @throws {RangeError} If the lengths differ or are 0, a score is not finite, columns and classes
 * differ in number, a label is none of the classes, or weights are negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example The second sample is right at the second guess
 * ```ts
 * import { topKAccuracyScore } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const scores = [[0.6, 0.3, 0.1], [0.5, 0.4, 0.1], [0.1, 0.2, 0.7]];
 * assertEquals(topKAccuracyScore([0, 1, 2], scores, { k: 1 }), 2 / 3);
 * assertEquals(topKAccuracyScore([0, 1, 2], scores, { k: 2 }), 1);
 * ```
 */
export function topKAccuracyScore(
  yTrue: Labels,
  scores: ScoreRows | ArrayLike<number>,
  { k = 2, labels, sampleWeight, normalize = true }: TopKOptions = {},
): number {
  checkInteger(ACTION, "k", k, 1);
  const inTop = areRows(scores)
    ? topOfRows(yTrue, scores, k, labels)
    : topOfTwo(yTrue, scores, k, labels);
  checkSampleWeight(ACTION, sampleWeight, yTrue.length);
  let right = 0;
  let total = 0;
  for (let i = 0; i < yTrue.length; i++) {
    const weight = sampleWeight?.[i] ?? 1;
    total += weight;
    if (inTop(i)) right += weight;
  }
  return normalize ? right / total : right;
}

const ACTION = "compute topKAccuracyScore";

function topOfRows(yTrue: Labels, scores: ScoreRows, k: number, labels?: Labels) {
  const { data, rows, columns } = scoreMatrix(ACTION, "scores", scores);
  checkSameLength(ACTION, ["yTrue", yTrue.length], ["scores", rows]);
  const { codes } = encodeClasses(ACTION, yTrue, columns, labels);
  return (i: number) => {
    const own = data[i * columns + codes[i]!]!;
    let ahead = 0;
    for (let j = 0; j < columns; j++) {
      const other = data[i * columns + j]!;
      if (other > own || other === own && j > codes[i]!) ahead++;
    }
    return ahead < k;
  };
}

function topOfTwo(yTrue: Labels, scores: ArrayLike<number>, k: number, labels?: Labels) {
  checkSameLength(ACTION, ["yTrue", yTrue.length], ["scores", scores.length]);
  checkFinite(ACTION, "scores", scores);
  const { codes, classes } = encodeClasses(ACTION, yTrue, 2, labels);
  checkTwo(classes);
  const shares = Array.from(scores).every((score) => score >= 0 && score <= 1);
  const threshold = shares ? 0.5 : 0;
  return (i: number) => k > 1 || Number(scores[i]! > threshold) === codes[i];
}

function checkTwo(classes: readonly Label[]): void {
  if (classes.length === 2) return;
  const needed = "one score a sample is for two classes; give a row of scores for each sample";
  throw new RangeError(cannot(ACTION, needed, classes));
}
