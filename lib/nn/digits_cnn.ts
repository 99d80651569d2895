import * as tf from "@tensorflow/tfjs";
import { checkInteger, createPrng } from "../core/mod.ts";
import { drawWeights } from "./draw_weights.ts";
import { seededDropout } from "./seeded_dropout.ts";

/** Settings of `digitsCnn`. */
export type DigitsCnnOptions = {
  /** Draws the weights, and what is dropped: a whole number from 0 to 2³² − 1. */
  seed: number;
  /** Pixels along one side of a picture, 4 or more: 28 of MNIST, 8 of the small digits. @default 28 */
  side?: number;
  /** Shares that are dropped after pooling and after the hidden layer. @default [0.25, 0.5] */
  dropout?: readonly [number, number];
};

/**
 * The network of the digits pipeline: `Conv2D(32, 3×3, relu) → MaxPooling(2) → Dropout(0.25) →
 * Flatten → Dense(128, relu) → Dropout(0.5) → Dense(10, softmax)`. It is meant to be trained with
 * Adadelta at a rate of 1, in batches of 128.
 *
 * Pooling rounds down: of 28 × 28 pixels remain 13 × 13 places, of 8 × 8 remain 3 × 3.
 *
 * Weights are drawn as Keras draws them by default; the same seed gives the same on every backend.
 *
 * @param options `seed`, the size of a picture, and how much is dropped.
 * @returns The model, not yet trained: pixels (n, side, side, 1) to probabilities (n, 10).
 * @throws {RangeError} If an option is not such a number.
 *
 * @example
 * ```ts
 * import { useBackend } from "descent/backend";
 * import { digitsCnn } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = digitsCnn({ seed: 0, side: 8 });
 * assertEquals(model.countParams(), 32 * (9 + 1) + 128 * (3 * 3 * 32 + 1) + 10 * (128 + 1));
 * model.dispose();
 * ```
 */
export function digitsCnn(
  { seed, side = 28, dropout: rates = [0.25, 0.5] }: DigitsCnnOptions,
): tf.Sequential {
  checkInteger("build the digits network", "side", side, 4);
  const prng = createPrng(seed);
  const dropout = (rate: number) => seededDropout({ rate, seed: prng.nextInteger(2 ** 32) });
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [side, side, 1],
        filters: 32,
        kernelSize: 3,
        activation: "relu",
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      dropout(rates[0]),
      tf.layers.flatten(),
      tf.layers.dense({ units: 128, activation: "relu" }),
      dropout(rates[1]),
      tf.layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  return drawWeights(model, prng);
}
