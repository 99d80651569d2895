import * as tf from "@tensorflow/tfjs";
import { cannot } from "../core/mod.ts";
import { checkExamples, type Examples } from "./examples.ts";

const ACTION = "compute gradientByStep";

/**
 * How much what a model reads at each step of a sequence counts for its loss: the mean over the
 * examples of `‖∂ℓ / ∂x_t‖`, where `ℓ = −ln p(label)` is the loss of an example and `x_t` what it has
 * at step t.
 *
 * The slope at a step t passes through all steps after it, one factor each. Where they are below 1 in
 * the mean, it vanishes exponentially with the distance from the end, and with it all that the model
 * could learn from there; above 1 it explodes.
 *
 * Probabilities below 1e-7 count as 1e-7, where the slope is 0.
 *
 * @param model A classifier of sequences: input (n, length, features), output (n, k).
 * @param data Examples, all at once: as many as memory takes.
 * @returns The mean norms, shape (length), from the first step to the last.
 * @throws {RangeError} If data and model do not fit.
 * @throws {TypeError} If the model is no classifier of sequences.
 *
 * @example A memory that fades by half a step
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { gradientByStep } from "descent/nn";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const rnn = tf.layers.simpleRNN({ units: 1, activation: "linear", inputShape: [3, 1] });
 * const dense = tf.layers.dense({ units: 2, activation: "softmax" });
 * const model = tf.sequential({ layers: [rnn, dense] });
 * rnn.setWeights([tf.tensor2d([[1]]), tf.tensor2d([[0.5]]), tf.tensor1d([0])]);
 * const data = { x: Float32Array.of(1, 2, 3), y: Uint8Array.of(0) };
 * const [first, second, last] = await gradientByStep(model, data);
 * assertAlmostEquals(second! / last!, 0.5, 1e-6);
 * assertAlmostEquals(first! / last!, 0.25, 1e-6);
 * ```
 *
 * Source: Y. Bengio, P. Simard, P. Frasconi, Learning long-term dependencies with gradient descent is
 * difficult, IEEE Transactions on Neural Networks 5 (1994).
 */
export async function gradientByStep(
  model: tf.LayersModel,
  { x, y, scale = 1 }: Examples,
): Promise<Float64Array> {
  const { n, shape, outputs } = checkExamples(ACTION, model, { x, y, scale });
  if (shape.length !== 2 || outputs < 2) {
    const needed =
      "the model must take sequences, shape [null, length, features], and tell classes";
    throw new TypeError(cannot(ACTION, needed, [null, ...shape]));
  }
  const norms = tf.tidy(() => {
    const labels = tf.oneHot(tf.tensor1d(Int32Array.from(y), "int32"), outputs);
    const loss = (input: tf.Tensor) => {
      const p = model.apply(input) as tf.Tensor;
      return tf.log(tf.clipByValue(p, 1e-7, 1)).mul(labels).sum().neg();
    };
    const input = tf.tensor(Float32Array.from(x, (value) => value * scale), [n, ...shape]);
    // An example's loss depends on no other's input, so the slope of the sum holds them all.
    return tf.norm(tf.grad(loss)(input), "euclidean", 2).mean(0);
  });
  try {
    return Float64Array.from(await norms.data());
  } finally {
    norms.dispose();
  }
}
