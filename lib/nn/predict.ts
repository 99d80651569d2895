import type * as tf from "@tensorflow/tfjs";
import { checkInteger } from "../core/mod.ts";
import { checkInputs, consecutive, exampleWriter, firstExamples } from "./examples.ts";
import { createBriefPredictor } from "./predictor.ts";

/** Settings of `predict`. */
export type PredictOptions = {
  /** What every value of `x` is multiplied by: 1 / 255 for pixels in bytes. @default 1 */
  scale?: number;
  /** Examples at once; changes nothing but rounding. @default 32 */
  batchSize?: number;
};

/** So many examples tell how much of an image is blank. */
const SAMPLE = 32;

/**
 * What a model says of every example, as Keras's `model.predict` gives it: of a classifier the
 * probability of every class.
 *
 * On the WASM backend a model of layers that `train()` compiles is compiled to a fixed list of kernel
 * calls; other models run as tfjs runs them.
 *
 * @param model A model with one input and one output, shape (n, k).
 * @param x n examples one after the other, each of the model's input shape, row-major.
 * @param options How to read `x`.
 * @returns The output, shape (n, k), row-major.
 * @throws {RangeError} If `x` does not fit the model, or a setting is out of range.
 * @throws {TypeError} If the model has not one input and one output of rank 2.
 *
 * @example
 * ```ts
 * import { useBackend } from "descent/backend";
 * import { documentedCnn, predict } from "descent/nn";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = documentedCnn({ seed: 0 });
 * const probabilities = await predict(model, new Uint8Array(784), { scale: 1 / 255 });
 * assertAlmostEquals(probabilities.reduce((sum, p) => sum + p), 1, 1e-6);
 * model.dispose();
 * ```
 */
export async function predict(
  model: tf.LayersModel,
  x: Float32Array | Uint8Array,
  { scale = 1, batchSize = 32 }: PredictOptions = {},
): Promise<Float32Array> {
  checkInteger("predict", "batchSize", batchSize, 1);
  const { n, size, outputs } = checkInputs("predict", model, { x, scale });
  const write = exampleWriter({ x, scale }, size);
  const fits = Math.min(batchSize, n);
  const sample = firstExamples({ x, scale }, Math.min(fits, SAMPLE), size);
  const predictor = createBriefPredictor(model, { batchSize: fits, sample });
  const values = new Float32Array(n * outputs);
  try {
    for (let at = 0; at < n; at += batchSize) {
      const rows = consecutive(at, Math.min(batchSize, n - at));
      const answer = predictor.run((to) => write(rows, to), rows.length);
      // Nothing else may run meanwhile where weights are borrowed.
      values.set(answer instanceof Promise ? await answer : answer, at * outputs);
    }
  } finally {
    predictor.dispose();
  }
  return values;
}
