import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { createPrng } from "descent/core";
import { featureStatistics, saveModel, sealModel } from "descent/nn";

/** Inputs of a car: weight, power and the like. */
export const INPUTS = 9;

/** One request of every service. */
export const ROW = Array.from(
  { length: INPUTS },
  (_, j) => Math.round(100 * Math.sin(j + 1)) / 100,
);

/**
 * Writes the network that all services answer with, 9 → 64 → 32 → 1, with seeded weights.
 *
 * @param sealed Folder for this kit's service.
 * @param h5 File for Keras.
 */
export async function writeModel(sealed: string, h5: string): Promise<void> {
  await useBackend("wasm");
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 64, activation: "relu", inputShape: [INPUTS] }),
      tf.layers.dense({ units: 32, activation: "relu" }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  const { next } = createPrng(0);
  model.setWeights(
    model.getWeights().map(({ shape }) => {
      const values = Array.from({ length: tf.util.sizeFromShape(shape) }, () => next() - 0.5);
      return tf.tensor(values, shape);
    }),
  );
  const data = Array.from({ length: 20 }, () => 2 * next() - 1);
  await sealModel(model, sealed, {
    ...{ name: "fuel", version: "1", created: "2026-01-01T00:00:00Z", licence: "MIT" },
    features: ROW.map((_, j) => featureStatistics(`x${j}`, data)),
    outputs: [{ name: "consumption" }],
    ...{ data: [], seeds: { weights: 0 }, metrics: [], versions: {} },
  });
  await saveModel(model, h5);
  model.dispose();
}
