import * as tf from "@tensorflow/tfjs";
import { checkInteger, createPrng } from "../core/mod.ts";
import { drawWeights } from "./draw_weights.ts";

/** Settings of `bagOfWordsNetwork`. */
export type BagOfWordsNetworkOptions = {
  /** Draws the weights: a whole number from 0 to 2³² − 1. */
  seed: number;
  /** Columns of the table of texts, as `textsToMatrix` gives it. @default 1000 */
  words?: number;
  /** Classes to tell apart, 2 or more. @default 3 */
  classes?: number;
  /** Units between. @default 16 */
  units?: number;
};

/**
 * A small network that knows which words a text has, and not their order: `Dense(16, relu) → Dense(3,
 * softmax)`.
 *
 * Plain SGD is enough for it: there is no time to go back through, so that gradients keep their size.
 *
 * @param options `seed` is required.
 * @returns The model, not yet trained: rows of a bag of words (n, words) to probabilities (n, classes).
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { useBackend } from "descent/backend";
 * import { bagOfWordsNetwork } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = bagOfWordsNetwork({ seed: 0 });
 * assertEquals(model.countParams(), 16 * (1000 + 1) + 3 * (16 + 1));
 * model.dispose();
 * ```
 */
export function bagOfWordsNetwork(
  { seed, words = 1000, classes = 3, units = 16 }: BagOfWordsNetworkOptions,
): tf.Sequential {
  const action = "build a bag-of-words network";
  checkInteger(action, "seed", seed, 0, 2 ** 32 - 1);
  checkInteger(action, "words", words, 1);
  checkInteger(action, "classes", classes, 2);
  checkInteger(action, "units", units, 1);
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [words], units, activation: "relu" }),
      tf.layers.dense({ units: classes, activation: "softmax" }),
    ],
  });
  return drawWeights(model, createPrng(seed));
}
