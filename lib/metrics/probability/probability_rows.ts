import { cannot, checkSameLength, type Matrix } from "../../core/mod.ts";
import { encodeClasses, type EncodedClasses } from "../classification/encode_classes.ts";
import type { Labels } from "../labels.ts";
import { checkSampleWeight } from "../sample_weight.ts";
import { scoreMatrix, type ScoreRows } from "../scores.ts";

/** How far a row of probabilities may sum beside 1: what rounding of 32-bit softmax leaves. */
const SLACK = 1e-5;

/** What every metric of several classes may be told. */
export type ClassOptions = {
  /** The class of each column. @default the labels that occur in yTrue, sorted */
  labels?: Labels;
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/** Checked rows of probabilities, and for each sample the column of its true class. */
export type ProbabilityRows = EncodedClasses & { matrix: Matrix };

/** Checks rows of probabilities against true labels. */
export function probabilityRows(
  action: string,
  yTrue: Labels,
  probabilities: ScoreRows,
  { labels, sampleWeight }: ClassOptions,
): ProbabilityRows {
  const matrix = scoreMatrix(action, "probabilities", probabilities);
  checkSameLength(action, ["yTrue", yTrue.length], ["probabilities", matrix.rows]);
  checkProbabilities(action, matrix.data);
  checkRowSums(action, matrix);
  checkSampleWeight(action, sampleWeight, yTrue.length);
  return { matrix, ...encodeClasses(action, yTrue, matrix.columns, labels) };
}

/** Stops at the first number that is no probability. */
export function checkProbabilities(action: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value >= 0 && value <= 1) continue;
    throw new RangeError(cannot(action, "probabilities must lie between 0 and 1", value));
  }
}

function checkRowSums(action: string, { data, rows, columns }: Matrix): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += data[i * columns + j]!;
    if (Math.abs(sum - 1) <= SLACK) continue;
    throw new RangeError(cannot(action, `row ${i} of probabilities must sum to 1`, sum));
  }
}
