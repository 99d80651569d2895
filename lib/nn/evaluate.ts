import type * as tf from "@tensorflow/tfjs";
import { cannot, checkInteger } from "../core/mod.ts";
import { checkExamples, type Examples } from "./examples.ts";
import { predict } from "./predict.ts";

/** What a model says of examples whose labels are known. */
export type Evaluation = {
  /** Mean cross-entropy of the true classes, in nats; probabilities below 1e-7 count as 1e-7. */
  loss: number;
  /** Share of the examples whose most likely class is the true one, 0 to 1. */
  accuracy: number;
  /** The most likely class of each example, shape (n); of equals the first. */
  yPred: Uint8Array;
  /** The probability of each class for each example, shape (n, k), row-major. */
  probabilities: Float32Array;
};

/** As Keras and tfjs do, so that one confident mistake cannot make the mean infinite. */
const CLIP = 1e-7;

/**
 * Scores a classifier on labelled examples, as Keras's `model.evaluate` does, and keeps what it said.
 *
 * @param model A model with one input and one output of class probabilities, shape (n, k), k <= 256.
 * @param data The examples.
 * @param options `batchSize`: examples at once; changes nothing but rounding. @default 32
 * @returns Loss, accuracy, predicted classes and probabilities.
 * @throws {RangeError} If data and model do not fit, there are more than 256 classes, or `batchSize`
 * is below 1.
 * @throws {TypeError} If the model has not one input and one output of class probabilities.
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
export async function evaluate(
  model: tf.LayersModel,
  data: Examples,
  { batchSize = 32 }: { batchSize?: number } = {},
): Promise<Evaluation> {
  checkInteger("evaluate", "batchSize", batchSize, 1);
  const { classes } = checkExamples("evaluate", model, data);
  if (classes > 256) {
    throw new RangeError(cannot("evaluate", "the model must have at most 256 classes", classes));
  }
  const { x, y, scale = 1 } = data;
  const probabilities = await predict(model, x, { scale, batchSize });
  return { ...score(probabilities, y, classes), probabilities };
}

function score(
  probabilities: Float32Array,
  y: ArrayLike<number>,
  classes: number,
): Omit<Evaluation, "probabilities"> {
  const yPred = new Uint8Array(y.length);
  let lossSum = 0;
  let correct = 0;
  for (let i = 0; i < y.length; i++) {
    const row = i * classes;
    let best = 0;
    for (let j = 1; j < classes; j++) {
      if (probabilities[row + j]! > probabilities[row + best]!) best = j;
    }
    yPred[i] = best;
    if (best === y[i]) correct++;
    lossSum -= Math.log(Math.max(CLIP, probabilities[row + y[i]!]!));
  }
  return { loss: lossSum / y.length, accuracy: correct / y.length, yPred };
}
