import * as tf from "@tensorflow/tfjs";
import { checkInteger } from "../core/mod.ts";

/**
 * Keras's introductory network for 28 × 28 digits: `Conv2D(32, 3×3, relu) → Flatten → Dense(10,
 * softmax)`, 216,650 parameters.
 *
 * Weights are drawn from Keras's default, the uniform distribution of Glorot and Bengio on
 * `±√(6 / (fanIn + fanOut))`; biases start at 0. The same seed gives the same weights.
 *
 * @param options `seed`: a whole number from 0 to 2³² − 1, as `train` takes it.
 * @returns The model, not yet trained: pixels (n, 28, 28, 1) from 0 to 1, to probabilities (n, 10).
 * @throws {RangeError} If `seed` is not such a number.
 *
 * @example
 * ```ts
 * import { useBackend } from "descent/backend";
 * import { documentedCnn } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = documentedCnn({ seed: 0 });
 * assertEquals(model.countParams(), 32 * (3 * 3 + 1) + 10 * (26 * 26 * 32 + 1));
 * model.dispose();
 * ```
 *
 * Source: X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward neural
 * networks, AISTATS 2010, equation 16.
 */
export function documentedCnn({ seed }: { seed: number }): tf.Sequential {
  checkInteger("build the documented CNN", "seed", seed, 0, 2 ** 32 - 1);
  const glorot = (layer: number) => tf.initializers.glorotUniform({ seed: 2 * seed + layer });
  return tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [28, 28, 1],
        filters: 32,
        kernelSize: 3,
        activation: "relu",
        kernelInitializer: glorot(0),
      }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: "softmax", kernelInitializer: glorot(1) }),
    ],
  });
}
