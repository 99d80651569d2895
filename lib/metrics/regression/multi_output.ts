import { cannot, checkSameLength, type Matrix } from "../../core/mod.ts";
import { varianceOf } from "./explained.ts";
import type { WeightOptions } from "./numbers.ts";

/** What `multiOutput` may be told. */
export type MultiOutputOptions = WeightOptions & {
  /**
   * How much each output counts in the average: all the same, by the variance of its true values
   * (all the same where every target is constant), or as given, shape `(outputs)`.
   *
   * @default "uniform"
   */
  average?: "uniform" | "variance" | ArrayLike<number>;
};

/**
 * A regression metric of a model with several outputs: for each output, and on average.
 *
 * @param metric A metric of this folder, or a function around one that knows its options.
 * @param yTrue True values, shape `(n, outputs)`, n >= 1.
 * @param yPred Predicted values, same shape.
 * @param options Sample weights, handed to the metric, and the kind of average.
 * @returns `raw`, shape `(outputs)`, and their weighted mean `average`, both in the metric's unit.
 * @throws {RangeError} If the shapes differ, there is no output, the weights of the outputs are not
 * one each, negative, not finite or all 0, or the metric refuses a column.
 *
 * @example Two outputs, the second always wrong by 2
 * ```ts
 * import { meanSquaredError, multiOutput } from "descent/metrics";
 * import { matrixFrom } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const yTrue = matrixFrom([[1, 10], [2, 20]]);
 * const yPred = matrixFrom([[1, 12], [2, 22]]);
 * assertEquals(multiOutput(meanSquaredError, yTrue, yPred), { raw: [0, 4], average: 2 });
 * ```
 */
export function multiOutput(
  metric: (
    yTrue: Float64Array,
    yPred: Float64Array,
    options: WeightOptions,
  ) => number,
  yTrue: Matrix,
  yPred: Matrix,
  { sampleWeight, average = "uniform" }: MultiOutputOptions = {},
): { raw: number[]; average: number } {
  checkSameLength(ACTION, ["the rows of yTrue", yTrue.rows], ["those of yPred", yPred.rows]);
  checkSameLength(
    ACTION,
    ["the columns of yTrue", yTrue.columns],
    ["those of yPred", yPred.columns],
  );
  const options = sampleWeight ? { sampleWeight } : {};
  const targets = columnsOf(yTrue);
  const raw = columnsOf(yPred).map((pred, j) => metric(targets[j]!, pred, options));
  const weights = outputWeights(average, targets, sampleWeight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { raw, average: raw.reduce((sum, value, j) => sum + value * weights[j]!, 0) / total };
}

const ACTION = "compute multiOutput";

function columnsOf({ data, rows, columns }: Matrix): Float64Array[] {
  return Array.from(
    { length: columns },
    (_, j) => Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]!),
  );
}

function outputWeights(
  average: "uniform" | "variance" | ArrayLike<number>,
  targets: Float64Array[],
  sampleWeight?: ArrayLike<number>,
): number[] {
  const uniform = targets.map(() => 1);
  if (average === "uniform") return uniform;
  if (average === "variance") {
    const variances = targets.map((y) => varianceOf(y.length, (i) => y[i]!, sampleWeight));
    return variances.some((variance) => variance > 0) ? variances : uniform;
  }
  return checkOutputWeights(average, targets.length);
}

function checkOutputWeights(given: string | ArrayLike<number>, outputs: number): number[] {
  if (typeof given === "string") {
    const needed = `average must be "uniform", "variance" or a list of weights`;
    throw new RangeError(cannot(ACTION, needed, given));
  }
  const weights = Array.from(given);
  const isFine = weights.every((weight) => Number.isFinite(weight) && weight >= 0) &&
    weights.some((weight) => weight > 0);
  if (isFine && weights.length === outputs) return weights;
  const needed = `average must hold ${outputs} finite weights of at least 0, one above 0`;
  throw new RangeError(cannot(ACTION, needed, weights));
}
