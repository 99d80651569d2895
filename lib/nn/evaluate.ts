import * as tf from "@tensorflow/tfjs";
import { checkInteger } from "../core/mod.ts";
import { checkExamples, type Examples, exampleWriter } from "./examples.ts";

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
 * @param options `batchSize`: examples at once; does not change the result. @default 256
 * @returns Loss, accuracy, predicted classes and probabilities.
 * @throws {RangeError} If data and model do not fit, or `batchSize` is below 1.
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
  { batchSize = 256 }: { batchSize?: number } = {},
): Promise<Evaluation> {
  checkInteger("evaluate", "batchSize", batchSize, 1);
  const { n, size, shape, classes } = checkExamples("evaluate", model, data);
  const write = exampleWriter(data, size);
  const probabilities = new Float32Array(n * classes);
  for (let at = 0; at < n; at += batchSize) {
    const count = Math.min(batchSize, n - at);
    const values = new Float32Array(count * size);
    write(Uint32Array.from({ length: count }, (_, i) => at + i), values);
    const [x, p] = tf.tidy(() => {
      const input = tf.tensor(values, [count, ...shape]);
      return [input, model.predictOnBatch(input) as tf.Tensor];
    });
    probabilities.set(await p.data() as Float32Array, at * classes);
    tf.dispose([x, p]);
  }
  return { ...score(probabilities, data.y, classes), probabilities };
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
