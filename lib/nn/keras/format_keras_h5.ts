import type * as tf from "@tensorflow/tfjs";
import type { File, Group } from "h5wasm";
import { makeHdf5 } from "./hdf5.ts";
import { toKeras } from "./to_keras.ts";

/** The Keras whose form of files this is: the one that the tests compare with. */
const KERAS_VERSION = "3.15.1";

/**
 * A model as the bytes of Keras's `.h5`, which `keras.models.load_model` of Python reads.
 *
 * @param model The model.
 * @returns The file.
 * @throws {TypeError} If Keras 3 lacks a layer or an activation of it, by name.
 */
export async function formatKerasH5(model: tf.LayersModel): Promise<Uint8Array> {
  const config = JSON.stringify(toKeras(model));
  return await makeHdf5((file: File) => {
    file.create_attribute("keras_version", KERAS_VERSION);
    file.create_attribute("backend", "tensorflow");
    file.create_attribute("model_config", config);
    const all = file.create_group("model_weights");
    all.create_attribute("keras_version", KERAS_VERSION);
    all.create_attribute("backend", "tensorflow");
    const layers = model.layers.filter((layer) => layer.getClassName() !== "InputLayer");
    all.create_attribute("layer_names", layers.map(({ name }) => name));
    for (const layer of layers) writeLayer(all, layer);
  });
}

function writeLayer(all: Group, layer: tf.layers.Layer): void {
  const group = all.create_group(layer.name);
  const names = weightNames(layer);
  if (names.length === 0) return;
  group.create_attribute("weight_names", names);
  const inner = group.create_group(layer.name);
  layer.getWeights().forEach((tensor, i) => {
    const parts = names[i]!.split("/").slice(1);
    const parent = parts.slice(0, -1).reduce<Group>(groupIn, inner);
    const data = tensor.dataSync() as Float32Array;
    parent.create_dataset({ name: parts.at(-1)!, data, shape: tensor.shape, dtype: "<f" });
  });
}

/** `layer/kernel`; where two weights of a layer have one name, with their parts' names. */
function weightNames(layer: tf.layers.Layer): string[] {
  const full = layer.weights.map(({ originalName }) => originalName.split("/"));
  const short = full.map((parts) => parts.at(-1)!);
  const names = new Set(short).size === short.length ? short : full.map((parts) => parts.join("/"));
  const unique = new Set(names).size === names.length;
  return names.map((name, i) => `${layer.name}/${unique ? name : `${i}/${name}`}`);
}

function groupIn(group: Group, name: string): Group {
  const found = group.get(name);
  return found ? found as Group : group.create_group(name);
}
