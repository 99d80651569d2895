import * as tf from "@tensorflow/tfjs";
import { checkInteger, createPrng } from "../core/mod.ts";
import type { DigitsCnnOptions } from "./digits_cnn.ts";
import { drawWeights } from "./draw_weights.ts";

/**
 * A convolutional network with pooling: `Conv2D(32, 3×3, relu) → MaxPooling(2) → Flatten → Dense(10,
 * softmax)`. It is meant to be trained with Adam, in batches of 32.
 *
 * The introductory network of `documentedCnn`, with a quarter of its parameters: of each 2 × 2 places
 * only the strongest answer of a filter is handed on, so that a pixel to the left or right is the same.
 *
 * @param options `seed`, and the size of a picture.
 * @returns The model, not yet trained: pixels (n, side, side, 1) to probabilities (n, 10).
 * @throws {RangeError} If an option is not such a number.
 *
 * @example
 * ```ts
 * import { useBackend } from "descent/backend";
 * import { pooledCnn } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = pooledCnn({ seed: 0 });
 * assertEquals(model.countParams(), 32 * (9 + 1) + 10 * (13 * 13 * 32 + 1));
 * model.dispose();
 * ```
 */
export function pooledCnn({ seed, side = 28 }: Omit<DigitsCnnOptions, "dropout">): tf.Sequential {
  checkInteger("build the CNN with pooling", "side", side, 4);
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [side, side, 1],
        filters: 32,
        kernelSize: 3,
        activation: "relu",
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  return drawWeights(model, createPrng(seed));
}
