import type { Dataset, Entity, File, Group } from "h5wasm";
import { unzipSync } from "fflate";
import { arrayOf, namesAttribute, type StoredArray, textAttribute, withHdf5 } from "./hdf5.ts";

/** A model as Keras's files hold it. */
export type StoredModel = {
  /** Keras's description of the layers. */
  config: KerasObject;
  /** Of which Keras the description is: "3.15.1". */
  kerasVersion: string;
  /** For each layer with weights its arrays, in the layer's order. */
  weights: Map<string, StoredArray[]>;
};

/** Something of Keras's that has a class and settings. */
export type KerasObject = { class_name: string; config: Record<string, unknown> };

/**
 * Reads a model that Keras saved as `.h5` (the whole model) or as `.keras`.
 *
 * @param bytes The file.
 * @returns Its parts.
 * @throws {SyntaxError} If it is neither, or lacks a part.
 */
export function readStoredModel(bytes: Uint8Array): Promise<StoredModel> {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b; // "PK"
  return isZip ? readArchive(bytes) : withHdf5(bytes, readLegacy);
}

/** `model.save("x.h5")`: the description is an attribute, each layer lists its arrays. */
function readLegacy(file: File): StoredModel {
  const text = textAttribute(file, "model_config");
  if (text === undefined) throw new SyntaxError("it holds weights only, not a whole model");
  const all = file.get("model_weights");
  if (!isGroup(all)) throw new SyntaxError("it has no weights");
  const weights = new Map<string, StoredArray[]>();
  for (const layer of namesAttribute(all, "layer_names")) {
    const group = all.get(layer);
    if (!isGroup(group)) throw new SyntaxError(`it has no weights for the layer "${layer}"`);
    const arrays = namesAttribute(group, "weight_names").map((name) => {
      const dataset = group.get(name);
      if (!isDataset(dataset)) throw new SyntaxError(`it lacks the array ${name}`);
      return arrayOf(dataset);
    });
    if (arrays.length > 0) weights.set(layer, arrays);
  }
  return {
    config: JSON.parse(text) as KerasObject,
    kerasVersion: textAttribute(file, "keras_version") ?? "2",
    weights,
  };
}

/** `model.save("x.keras")`: a zip of two descriptions and an HDF5 file of another layout. */
async function readArchive(bytes: Uint8Array): Promise<StoredModel> {
  const files = unzipSync(bytes);
  const part = (name: string) => {
    const found = files[name];
    if (!found) throw new SyntaxError(`it holds no ${name}`);
    return found;
  };
  const json = (name: string): unknown => JSON.parse(new TextDecoder().decode(part(name)));
  const metadata = json("metadata.json") as { keras_version?: string };
  return {
    config: json("config.json") as KerasObject,
    kerasVersion: metadata.keras_version ?? "3",
    weights: await withHdf5(part("model.weights.h5"), readLayers),
  };
}

/** Groups `layers/<class>[_n]`, each with the layer's own name beside its arrays. */
function readLayers(file: File): Map<string, StoredArray[]> {
  const weights = new Map<string, StoredArray[]>();
  const layers = file.get("layers");
  if (!isGroup(layers)) return weights;
  for (const key of layers.keys()) {
    const group = layers.get(key);
    if (!isGroup(group)) continue;
    const arrays = arraysIn(group);
    if (arrays.length === 0) continue;
    const own = group.get("vars");
    const name = isGroup(own) ? textAttribute(own, "name") : undefined;
    weights.set(name ?? key, arrays);
  }
  return weights;
}

/** What Keras keeps of a layer that is no weight. */
const NO_WEIGHTS = ["seed_generator"];

/** A layer's arrays in its order: its own by number, then those of its parts. */
function arraysIn(group: Group): StoredArray[] {
  const own = group.get("vars");
  const numbers = isGroup(own) ? own.keys().toSorted((a, b) => Number(a) - Number(b)) : [];
  const arrays = numbers.map((key) => arrayOf((own as Group).get(key) as Dataset));
  const parts = group.keys().filter((key) => key !== "vars" && !NO_WEIGHTS.includes(key));
  const forwardFirst = parts.toSorted((a, b) => order(a) - order(b));
  return [...arrays, ...forwardFirst.flatMap((key) => arraysIn(group.get(key) as Group))];
}

function order(part: string): number {
  return part === "forward_layer" ? 0 : 1;
}

function isGroup(entity: Entity | null): entity is Group {
  return entity !== null && "type" in entity && entity.type === "Group";
}

function isDataset(entity: Entity | null): entity is Dataset {
  return entity !== null && "type" in entity && entity.type === "Dataset";
}
