import { cannot, type Matrix } from "../../core/mod.ts";
import type { ProbabilityRows } from "./probability_rows.ts";

/** How the scores of several classes become one. */
export type ClassAverage = "macro" | "weighted" | "micro";

/** Scores of one class against all others. */
export type OneAgainstRest = { is: Uint8Array; scores: Float64Array };

/** Column c of the probabilities, with a 1 for each sample of class c. */
export function oneAgainstRest({ matrix, codes }: ProbabilityRows, c: number): OneAgainstRest {
  const scores = new Float64Array(matrix.rows);
  const is = new Uint8Array(matrix.rows);
  for (let i = 0; i < matrix.rows; i++) {
    scores[i] = matrix.data[i * matrix.columns + c]!;
    is[i] = codes[i] === c ? 1 : 0;
  }
  return { is, scores };
}

/** All decisions of all classes in one list, with weights repeated for each. */
export function allDecisions(
  { matrix, codes }: ProbabilityRows,
  sampleWeight?: ArrayLike<number>,
): OneAgainstRest & { sampleWeight?: Float64Array } {
  const is = new Uint8Array(matrix.data.length);
  for (let i = 0; i < matrix.rows; i++) is[i * matrix.columns + codes[i]!] = 1;
  if (!sampleWeight) return { is, scores: matrix.data };
  return { is, scores: matrix.data, sampleWeight: repeated(sampleWeight, matrix) };
}

function repeated(sampleWeight: ArrayLike<number>, { rows, columns }: Matrix): Float64Array {
  const weights = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) weights.fill(sampleWeight[i]!, i * columns, (i + 1) * columns);
  return weights;
}

/** Weight of the samples of each class, shape `(k)`. */
export function supports(
  { classes, codes }: ProbabilityRows,
  sampleWeight?: ArrayLike<number>,
): Float64Array {
  const weights = new Float64Array(classes.length);
  for (let i = 0; i < codes.length; i++) weights[codes[i]!]! += sampleWeight?.[i] ?? 1;
  return weights;
}

/** The mean of the classes' scores; weighted by support, classes that never occur are left out. */
export function averageOverClasses(
  average: "macro" | "weighted",
  support: Float64Array,
  score: (c: number) => number,
): number {
  let top = 0;
  let bottom = 0;
  for (let c = 0; c < support.length; c++) {
    const weight = average === "macro" ? 1 : support[c]!;
    if (weight === 0) continue;
    top += weight * score(c);
    bottom += weight;
  }
  return top / bottom;
}

/** Stops unless the average is one that is known. */
export function checkClassAverage(
  action: string,
  average: string,
  known: readonly string[],
): void {
  if (known.includes(average)) return;
  throw new RangeError(cannot(action, `average must be one of ${known.join(", ")}`, average));
}
