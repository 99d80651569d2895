import * as tf from "@tensorflow/tfjs";
import "./activations.ts";
import "./causal_conv1d.ts";
import "./reset_after_gru.ts";
import type { StoredArray } from "./hdf5.ts";
import { readStoredModel } from "./stored_model.ts";
import { toTfjs } from "./to_tfjs.ts";

/**
 * A model from the bytes of a file that Keras wrote: `.h5` or `.keras`.
 *
 * @param bytes The file.
 * @returns The model with its weights, not compiled.
 * @throws {SyntaxError} If the file is damaged, or holds something that tfjs lacks, by name.
 */
export async function parseKerasModel(bytes: Uint8Array): Promise<tf.LayersModel> {
  const stored = await readStoredModel(bytes);
  const model = await tf.models.modelFromJSON({ modelTopology: toTfjs(stored) } as never);
  try {
    for (const layer of model.layers) setWeights(layer, stored.weights.get(layer.name) ?? []);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

function setWeights(layer: tf.layers.Layer, arrays: StoredArray[]): void {
  const wanted = layer.getWeights().map(({ shape }) => JSON.stringify(shape));
  const found = arrays.map(({ shape }) => JSON.stringify(shape));
  if (wanted.join() !== found.join()) {
    const words = `the layer "${layer.name}" has weights of shapes ${wanted.join(", ") || "none"}`;
    throw new SyntaxError(`${words}, the file ${found.join(", ") || "none"}`);
  }
  const tensors = arrays.map(({ shape, values }) => tf.tensor(values, shape));
  layer.setWeights(tensors);
  tf.dispose(tensors);
}
