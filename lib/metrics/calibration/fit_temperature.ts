import { cannot, checkSameLength, createMatrix, type Matrix } from "../../core/mod.ts";
import { encodeClasses } from "../classification/encode_classes.ts";
import type { Labels } from "../labels.ts";
import type { ClassOptions } from "../probability/probability_rows.ts";
import { checkSampleWeight } from "../sample_weight.ts";
import { scoreMatrix, type ScoreRows } from "../scores.ts";

/** One number that makes a softmax more or less sure of itself. */
export type TemperatureScaling = {
  /** Logits are divided by it; above 1 where the model was too sure, below 1 where not enough. */
  temperature: number;
  /** Probabilities of new logits, shape `(n, k)`: `softmax(logits / temperature)`. */
  apply(logits: ScoreRows): Matrix;
};

/** Between these inverse temperatures, logits of usual size go from all alike to certain. */
const RANGE = [1e-6, 1e6] as const;

/**
 * Temperature scaling: divides all logits by the one number that makes the log loss smallest. The
 * likeliest class stays the same, so accuracy does not change; only how sure the model is.
 *
 * Fit it on samples that the model was not trained on. Probabilities do as well, by their logarithms.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param logits The numbers before softmax, shape `(n, k)`.
 * @param options The classes of the columns; weights.
 * @returns The temperature.
 * @throws {RangeError} If the lengths differ or are 0, a logit is not finite, columns and classes
 * differ in number, a label is none of the classes, weights are negative, not finite, or all 0, or no
 * temperature is best: every sample is right however sure the model is (it goes to 0), or logits say
 * no more than chance (it grows without end).
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example Sure with 4 to 0 and right three times of four, where 3 to 1 would do
 * ```ts
 * import { fitTemperature } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { temperature, apply } = fitTemperature([0, 0, 0, 1], [[4, 0], [4, 0], [4, 0], [4, 0]]);
 * assertAlmostEquals(temperature, 4 / Math.log(3), 1e-9);
 * assertAlmostEquals(apply([[4, 0]]).data[0]!, 0.75, 1e-9);
 * ```
 *
 * Source: C. Guo et al., "On calibration of modern neural networks", ICML 2017.
 */
export function fitTemperature(
  yTrue: Labels,
  logits: ScoreRows,
  { labels, sampleWeight }: ClassOptions = {},
): TemperatureScaling {
  const matrix = scoreMatrix(ACTION, "logits", logits);
  checkSameLength(ACTION, ["yTrue", yTrue.length], ["logits", matrix.rows]);
  checkSampleWeight(ACTION, sampleWeight, yTrue.length);
  const { codes } = encodeClasses(ACTION, yTrue, matrix.columns, labels);
  const inverse = bestInverse(matrix, codes, sampleWeight);
  return {
    temperature: 1 / inverse,
    apply: (logits) => softmax(scoreMatrix("apply a temperature", "logits", logits), inverse),
  };
}

const ACTION = "fit a temperature";

/**
 * Where the slope of the log loss is 0. The loss is convex in the inverse temperature, so its slope
 * rises; a Newton step that leaves the bracket is replaced by halving.
 */
function bestInverse(
  matrix: Matrix,
  codes: Uint32Array,
  sampleWeight?: ArrayLike<number>,
): number {
  const at = (inverse: number) => slopeOf(matrix, codes, inverse, sampleWeight);
  let [low, high] = RANGE as readonly [number, number];
  if (at(low).slope >= 0) {
    throw new RangeError(cannot(ACTION, "logits must tell the classes apart"));
  }
  if (at(high).slope <= 0) {
    throw new RangeError(cannot(ACTION, "logits must be wrong or unsure for some samples"));
  }
  let inverse = 1;
  for (let step = 0; step < 200; step++) {
    const { slope, curvature } = at(inverse);
    if (slope > 0) high = inverse;
    else low = inverse;
    const newton = inverse - slope / curvature;
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
    if (Math.abs(next - inverse) <= 1e-15 * inverse) return next;
    inverse = next;
  }
  return inverse;
}

/** First and second derivative of the log loss by the inverse temperature. */
function slopeOf(
  { data, rows, columns }: Matrix,
  codes: Uint32Array,
  inverse: number,
  sampleWeight?: ArrayLike<number>,
): { slope: number; curvature: number } {
  let slope = 0;
  let curvature = 0;
  for (let i = 0; i < rows; i++) {
    const from = i * columns;
    const top = largest(data, from, columns);
    let [sum, first, second] = [0, 0, 0];
    for (let j = from; j < from + columns; j++) {
      const below = data[j]! - top;
      const share = Math.exp(inverse * below);
      sum += share;
      first += share * below;
      second += share * below * below;
    }
    const mean = first / sum;
    const weight = sampleWeight?.[i] ?? 1;
    slope += weight * (mean - (data[from + codes[i]!]! - top));
    curvature += weight * (second / sum - mean * mean);
  }
  return { slope, curvature };
}

function softmax({ data, rows, columns }: Matrix, inverse: number): Matrix {
  const shares = createMatrix(rows, columns);
  for (let from = 0; from < data.length; from += columns) {
    const top = largest(data, from, columns);
    let sum = 0;
    for (let j = from; j < from + columns; j++) {
      sum += shares.data[j] = Math.exp(inverse * (data[j]! - top));
    }
    for (let j = from; j < from + columns; j++) shares.data[j]! /= sum;
  }
  return shares;
}

function largest(data: Float64Array, from: number, columns: number): number {
  let top = -Infinity;
  for (let j = from; j < from + columns; j++) top = Math.max(top, data[j]!);
  return top;
}
