import * as tf from "@tensorflow/tfjs";
import { cannot, checkInteger, createPrng } from "../core/mod.ts";
import { drawWeights } from "./draw_weights.ts";
import { ResetAfterGru } from "./keras/reset_after_gru.ts";

/** The kinds of memory that a sequence model can have. */
export type SequenceCell = "lstm" | "gru" | "simpleRNN";

/** Settings of `sequenceModel`. */
export type SequenceModelOptions = {
  /** What remembers. */
  cell: SequenceCell;
  /** Steps of a sequence, 1 or more. */
  length: number;
  /** Numbers at each step, 1 or more. */
  features: number;
  /** Classes to tell apart, 2 or more. */
  classes: number;
  /** Draws the weights: a whole number from 0 to 2³² − 1. */
  seed: number;
  /** Numbers that are handed on from step to step, 1 or more. @default 32 */
  units?: number;
  /** What bounds or bends them. @default "relu" for the LSTM, as documented, "tanh" for the others */
  activation?: "relu" | "tanh";
};

/**
 * A network that reads a sequence step by step and then says what it was: `LSTM(32, relu) →
 * Dense(classes, softmax)`, or with a GRU or a simple recurrent layer in place of the LSTM.
 *
 * - `simpleRNN`: all of the memory is computed anew at each step, `h' = f(W x + U h + b)`.
 * - `lstm`: beside h a cell c, which gates keep, forget and write to, `c' = f ∘ c + i ∘ g`; the forget
 *   gate begins near σ(1) = 0.73.
 * - `gru`: `h' = z ∘ h + (1 − z) ∘ g`, as Keras computes it (the reset gate acts after the product).
 *
 * Weights are drawn as Keras draws them by default; the same seed gives the same on every backend.
 *
 * @param options What remembers, the shape of a sequence, and the seed.
 * @returns The model, not yet trained: (n, length, features) to probabilities (n, classes).
 * @throws {RangeError} If an option is out of its range.
 *
 * @example
 * ```ts
 * import { useBackend } from "descent/backend";
 * import { sequenceModel } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = sequenceModel({ cell: "lstm", length: 20, features: 4, classes: 4, seed: 0 });
 * // Four gates, each with a weight for every input, every unit, and a bias.
 * assertEquals(model.countParams(), 4 * 32 * (4 + 32 + 1) + 4 * (32 + 1));
 * model.dispose();
 * ```
 *
 * Source: S. Hochreiter, J. Schmidhuber, Long short-term memory, Neural Computation 9 (1997);
 * F. Gers, J. Schmidhuber, F. Cummins, Learning to forget, Neural Computation 12 (2000); K. Cho et
 * al., Learning phrase representations using RNN encoder–decoder, EMNLP 2014.
 */
export function sequenceModel(
  { cell, length, features, classes, seed, units = 32, ...more }: SequenceModelOptions,
): tf.Sequential {
  const action = "build a sequence model";
  const create = LAYERS[cell];
  if (!create) {
    const needed = `cell must be one of ${Object.keys(LAYERS).join(", ")}`;
    throw new RangeError(cannot(action, needed, cell));
  }
  checkInteger(action, "length", length, 1);
  checkInteger(action, "features", features, 1);
  checkInteger(action, "classes", classes, 2);
  checkInteger(action, "units", units, 1);
  const { activation = cell === "lstm" ? "relu" : "tanh" } = more;
  // Drawn below; the layers' own default would be slow and say so.
  const recurrentInitializer = "glorotUniform";
  const inputShape: [number, number] = [length, features];
  const model = tf.sequential({
    layers: [
      create({ inputShape, units, activation, recurrentInitializer }),
      tf.layers.dense({ units: classes, activation: "softmax" }),
    ],
  });
  return drawWeights(model, createPrng(seed));
}

type Settings = {
  inputShape: [number, number];
  units: number;
  activation: "relu" | "tanh";
  recurrentInitializer: "glorotUniform";
};

const LAYERS: Record<SequenceCell, (settings: Settings) => tf.layers.Layer> = {
  // Keras's default, where tfjs has a hard sigmoid.
  lstm: (settings) => tf.layers.lstm({ ...settings, recurrentActivation: "sigmoid" }),
  gru: ({ recurrentInitializer: _, ...settings }) => new ResetAfterGru(settings),
  simpleRNN: (settings) => tf.layers.simpleRNN(settings),
};
