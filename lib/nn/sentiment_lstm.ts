import * as tf from "@tensorflow/tfjs";
import { checkInteger, createPrng } from "../core/mod.ts";
import { drawWeights } from "./draw_weights.ts";

/** Settings of `sentimentLstm`. */
export type SentimentLstmOptions = {
  /** Draws the weights: a whole number from 0 to 2³² − 1. */
  seed: number;
  /** Numbers of words, from 0, which fills up, to `words` − 1. @default 1000 */
  words?: number;
  /** Words of a text, after filling up. @default 100 */
  length?: number;
  /** Numbers that stand for a word. @default 32 */
  dimensions?: number;
  /** Numbers that are handed on from word to word. @default 32 */
  units?: number;
};

/**
 * The documented network for sentiment, which reads a text word by word: `Embedding(1000, 32) →
 * LSTM(32) → Dense(1, sigmoid)`, 40,353 parameters.
 *
 * Number 0 is a word like any other to it: nothing is masked, as documented. So a text should be filled
 * up in front, as `padSequences` does by default; behind it the network would have to remember the text
 * through all that follows.
 *
 * Weights are drawn as Keras draws them by default; the same seed gives the same on every backend.
 *
 * @param options `seed` is required.
 * @returns The model, not yet trained: numbers of words (n, length) to the probability of class 1 (n, 1).
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { useBackend } from "descent/backend";
 * import { sentimentLstm } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = sentimentLstm({ seed: 0 });
 * assertEquals(model.countParams(), 1000 * 32 + 4 * 32 * (32 + 32 + 1) + (32 + 1));
 * model.dispose();
 * ```
 *
 * Source: S. Hochreiter, J. Schmidhuber, Long short-term memory, Neural Computation 9 (1997).
 */
export function sentimentLstm(
  { seed, words = 1000, length = 100, dimensions = 32, units = 32 }: SentimentLstmOptions,
): tf.Sequential {
  const action = "build a sentiment LSTM";
  checkInteger(action, "seed", seed, 0, 2 ** 32 - 1);
  checkInteger(action, "words", words, 2);
  checkInteger(action, "length", length, 1);
  checkInteger(action, "dimensions", dimensions, 1);
  checkInteger(action, "units", units, 1);
  const model = tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: words, outputDim: dimensions, inputLength: length }),
      tf.layers.lstm({
        units,
        recurrentActivation: "sigmoid", // Keras's default, where tfjs has a hard sigmoid
        recurrentInitializer: "glorotUniform", // drawn below; the default would be slow and say so
      }),
      tf.layers.dense({ units: 1, activation: "sigmoid" }),
    ],
  });
  return drawWeights(model, createPrng(seed));
}
