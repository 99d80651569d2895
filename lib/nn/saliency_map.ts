import * as tf from "@tensorflow/tfjs";
import { cannot, checkInteger } from "../core/mod.ts";
import { checkInputs } from "./examples.ts";

/** What a map of one example is about. */
export type MapOptions = {
  /** The class that is asked about, 0 to k − 1. */
  label: number;
  /** What every value of `x` is multiplied by: 1 / 255 for pixels in bytes. @default 1 */
  scale?: number;
};

/**
 * Saliency of one example: how the log-probability of a class answers to a little more of each value.
 *
 * `∂ ln p(label) / ∂x`, at the scaled values. Above 0: more ink here speaks for the class; below 0:
 * against it. It tells of the smallest changes only: see {@linkcode occlusionMap} for large ones.
 *
 * Probabilities below 1e-7 count as 1e-7, where the slope is 0.
 *
 * @param model A model with one input and one output of class probabilities, shape (n, k).
 * @param x One example of the model's input shape, row-major.
 * @param options The class, and how to read `x`.
 * @returns The slopes, in nats, as many as `x` has values and in the same order.
 * @throws {RangeError} If `x` is not one example of the model, or there is no such class.
 * @throws {TypeError} If the model has not one input and one output of class probabilities.
 *
 * @example A single weight
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { saliencyMap } from "descent/nn";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const dense = tf.layers.dense({ units: 2, inputShape: [1], activation: "softmax" });
 * const model = tf.sequential({ layers: [dense] });
 * model.setWeights([tf.tensor2d([[2, 0]]), tf.tensor1d([0, 0])]);
 * const slopes = await saliencyMap(model, Float32Array.of(0), { label: 0 });
 * assertAlmostEquals(slopes[0]!, 2 * 0.5, 1e-6); // weight times (1 − p)
 * ```
 *
 * Source: K. Simonyan, A. Vedaldi, A. Zisserman, Deep Inside Convolutional Networks, ICLR workshop 2014.
 */
export async function saliencyMap(
  model: tf.LayersModel,
  x: Float32Array | Uint8Array,
  { label, scale = 1 }: MapOptions,
): Promise<Float32Array> {
  const action = "compute saliencyMap";
  const { shape } = checkOne(action, model, x, label, scale);
  const slopes = tf.tidy(() => {
    const logProbability = (input: tf.Tensor) => {
      const p = model.apply(input) as tf.Tensor;
      return tf.log(tf.clipByValue(p.slice([0, label], [1, 1]), 1e-7, 1)).sum();
    };
    return tf.grad(logProbability)(tf.tensor(Float32Array.from(x, (v) => v * scale), shape));
  });
  try {
    return (await slopes.data() as Float32Array).slice();
  } finally {
    slopes.dispose();
  }
}

/** Checks that `x` is a single example and `label` a class, and gives its shape as a batch of one. */
export function checkOne(
  action: string,
  model: tf.LayersModel,
  x: Float32Array | Uint8Array,
  label: number,
  scale: number,
): { shape: number[]; classes: number } {
  const { n, shape, outputs: classes } = checkInputs(action, model, { x, scale });
  if (n !== 1) throw new RangeError(cannot(action, "x must hold one example", n));
  checkInteger(action, "label", label, 0, classes - 1);
  return { shape: [1, ...shape], classes };
}
