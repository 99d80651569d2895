import type * as tf from "@tensorflow/tfjs";
import { cannot, checkInteger } from "../core/mod.ts";
import { checkExamples, type Examples, type NumericExamples } from "./examples.ts";
import { objectiveOf } from "./objective.ts";
import type { BatchScore } from "./score.ts";
import { predict } from "./predict.ts";

/** What a classifier says of examples whose labels are known. */
export type Evaluation = {
  /** Mean cross-entropy of the true classes, in nats; probabilities below 1e-7 count as 1e-7. */
  loss: number;
  /** Share of the examples whose most likely class is the true one, 0 to 1. */
  accuracy: number;
  /**
   * The most likely class of each example, shape (n); of equals the first. With one output: whether
   * its probability is above one half.
   */
  yPred: Uint8Array;
  /** The model's output, the probability of each class for each example: (n, k), row-major. */
  probabilities: Float32Array;
};

/** What a regression says of examples whose numbers are known. */
export type NumericEvaluation = {
  /** Mean squared error. */
  loss: number;
  /** Mean distance of prediction and number. */
  meanAbsoluteError: number;
  /** The predictions, shape (n, k), row-major. */
  yPred: Float32Array;
};

/** As Keras and tfjs do, so that one confident mistake cannot make the mean infinite. */
const CLIP = 1e-7;

/**
 * Scores a model on examples, as Keras's `model.evaluate` does, and keeps what it said. As for
 * `train`, class numbers in `y` mean a classifier, floats a regression.
 *
 * @param model A model with one input and one output, shape (n, k); of a classifier k <= 256.
 * @param data The examples.
 * @param options `batchSize`: examples at once; changes nothing but rounding. @default 32
 * @returns Loss, accuracy, predicted classes and probabilities; of a regression loss, mean absolute
 * error and predictions.
 * @throws {RangeError} If data and model do not fit, there are more than 256 classes, or `batchSize`
 * is below 1.
 * @throws {TypeError} If the model has not one input and one output of rank 2.
 *
 * @example
 * ```ts
 * import { useBackend } from "descent/backend";
 * import { documentedCnn, evaluate } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = documentedCnn({ seed: 0 });
 * const { yPred } = await evaluate(model, { x: new Uint8Array(784), y: Uint8Array.of(7) });
 * assertEquals(yPred.length, 1);
 * model.dispose();
 * ```
 */
export function evaluate(
  model: tf.LayersModel,
  data: Examples,
  options?: EvaluateOptions,
): Promise<Evaluation>;
export function evaluate(
  model: tf.LayersModel,
  data: NumericExamples,
  options?: EvaluateOptions,
): Promise<NumericEvaluation>;
export async function evaluate(
  model: tf.LayersModel,
  data: Examples | NumericExamples,
  { batchSize = 32 }: EvaluateOptions = {},
): Promise<Evaluation | NumericEvaluation> {
  checkInteger("evaluate", "batchSize", batchSize, 1);
  const { loss, metric, output, k } = await scoreExamples(model, data, batchSize, "evaluate");
  if (data.y instanceof Float32Array) return { loss, meanAbsoluteError: metric, yPred: output };
  if (k > 256) {
    throw new RangeError(cannot("evaluate", "the model must have at most 256 classes", k));
  }
  const yPred = Uint8Array.from(data.y, (_, i) => mostLikely(output, i, k));
  return { loss, accuracy: metric, yPred, probabilities: output };
}

/** Settings of `evaluate`. */
export type EvaluateOptions = {
  /** Examples at once; changes nothing but rounding. @default 32 */
  batchSize?: number;
};

/** Loss and metric of a model on examples, both means, and what the model gave. */
export async function scoreExamples(
  model: tf.LayersModel,
  data: Examples | NumericExamples,
  batchSize: number,
  action = "train",
): Promise<{ loss: number; metric: number; output: Float32Array; k: number }> {
  const { n, outputs: k } = checkExamples(action, model, data);
  const { x, y, scale = 1 } = data;
  const output = await predict(model, x, { scale, batchSize });
  const { loss } = objectiveOf(model, y);
  const isNumbers = loss === "meanSquaredError";
  const { lossSum, metricSum } = isNumbers
    ? squaredErrors(output, y)
    : crossEntropies(output, y, k);
  const terms = isNumbers ? n * k : n;
  return { loss: lossSum / terms, metric: metricSum / terms, output, k };
}

function crossEntropies(p: Float32Array, y: ArrayLike<number>, k: number): BatchScore {
  let [lossSum, metricSum] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    const label = y[i]!;
    if (mostLikely(p, i, k) === label) metricSum++;
    const own = k > 1 ? p[i * k + label]! : label === 1 ? p[i]! : 1 - p[i]!;
    lossSum -= Math.log(Math.max(CLIP, own));
  }
  return { lossSum, metricSum };
}

/** The class with the largest probability, of equals the first. */
function mostLikely(p: Float32Array, i: number, k: number): number {
  if (k === 1) return p[i]! > 0.5 ? 1 : 0;
  let best = 0;
  for (let j = 1; j < k; j++) if (p[i * k + j]! > p[i * k + best]!) best = j;
  return best;
}

/** Squares and distances, added up. */
function squaredErrors(yPred: Float32Array, y: ArrayLike<number>): BatchScore {
  let [lossSum, metricSum] = [0, 0];
  for (let i = 0; i < yPred.length; i++) {
    const error = yPred[i]! - y[i]!;
    lossSum += error * error;
    metricSum += Math.abs(error);
  }
  return { lossSum, metricSum };
}
