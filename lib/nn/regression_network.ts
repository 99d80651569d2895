import * as tf from "@tensorflow/tfjs";
import { checkInteger, createPrng } from "../core/mod.ts";
import { drawWeights } from "./draw_weights.ts";

/** Settings of `regressionNetwork`. */
export type RegressionNetworkOptions = {
  /** Numbers that describe an example, 1 or more. */
  inputs: number;
  /** Draws the weights: a whole number from 0 to 2³² − 1. */
  seed: number;
};

/**
 * A network for one number: `Dense(64, relu) → Dense(32, relu) → Dense(1)`. `train` fits it by the
 * mean squared error and tells the mean absolute error. Inputs are meant to be standardised.
 *
 * Weights are drawn as Keras draws them by default; the same seed gives the same on every backend.
 *
 * @param options How many `inputs`, and the `seed`.
 * @returns The model, not yet trained: (n, inputs) to (n, 1).
 * @throws {RangeError} If an option is not such a number.
 *
 * @example
 * ```ts
 * import { useBackend } from "descent/backend";
 * import { regressionNetwork } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = regressionNetwork({ inputs: 9, seed: 0 });
 * assertEquals(model.countParams(), 64 * (9 + 1) + 32 * (64 + 1) + (32 + 1));
 * model.dispose();
 * ```
 */
export function regressionNetwork({ inputs, seed }: RegressionNetworkOptions): tf.Sequential {
  checkInteger("build the regression network", "inputs", inputs, 1);
  const prng = createPrng(seed);
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [inputs], units: 64, activation: "relu" }),
      tf.layers.dense({ units: 32, activation: "relu" }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  return drawWeights(model, prng);
}
