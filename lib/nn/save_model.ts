import * as tf from "@tensorflow/tfjs";
import { cannot, writeAtomic } from "../core/mod.ts";
import { restoreDepthMultipliers } from "./depth_multiplier.ts";
import "./keras/causal_conv1d.ts"; // a folder may hold what came from Keras
import "./keras/activations.ts";
import "./keras/reset_after_gru.ts";

const TOPOLOGY = "model.json";

/**
 * Saves a model: to a folder in tfjs's layers format, or to one file that Keras reads.
 *
 * - A folder gets `model.json` and a file of weights, which tfjs loads in browsers too. The weights
 *   are written first and under a name of their own content, and `model.json`, which names them,
 *   last: a reader sees the old model or the new one, never a mix.
 * - A path that ends in `.h5` becomes the file that Keras's `model.save("x.h5")` writes;
 *   `keras.models.load_model` of Python reads it, and predicts the same.
 *
 * @param model The model.
 * @param path The folder, made if it is not there, or the file.
 * @throws {TypeError} If it cannot be written, or Keras 3 lacks a layer of the model, by name.
 *
 * @example
 * ```ts
 * import { useBackend } from "descent/backend";
 * import { documentedCnn, loadModel, saveModel } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const dir = await Deno.makeTempDir();
 * const model = documentedCnn({ seed: 0 });
 * await saveModel(model, dir);
 * const copy = await loadModel(dir);
 * assertEquals(copy.getWeights()[0]!.dataSync(), model.getWeights()[0]!.dataSync());
 * ```
 */
export async function saveModel(model: tf.LayersModel, path: string): Promise<void> {
  if (path.endsWith(".h5")) return await saveKerasFile(model, path);
  try {
    await Deno.mkdir(path, { recursive: true });
    await model.save(tf.io.withSaveHandler((artifacts) => write(artifacts, model, path)));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const needed = `the folder ${JSON.stringify(path)} must be writable`;
    throw new TypeError(`${cannot("save the model", needed)} (${error.message})`, { cause: error });
  }
}

/**
 * Loads a model: from a folder that `saveModel`, or tfjs's own `model.save`, wrote, or from a file
 * that Keras wrote, `.h5` or `.keras`.
 *
 * Layers and activations that tfjs lacks and Keras uses by default are brought along: a GRU whose
 * reset gate acts after the product, causal convolutions, Keras 3's `hard_sigmoid`. Initialisers and
 * Keras's optimizer state are not taken over.
 *
 * @param path The folder or the file.
 * @returns The model, not compiled.
 * @throws {TypeError} If there is no model.
 * @throws {SyntaxError} If it is damaged, its files do not belong together, or it has layers that
 * tfjs lacks, all by name.
 *
 * @example
 * ```ts ignore
 * import { loadModel } from "descent/nn";
 *
 * const model = await loadModel("runs/digits");
 * ```
 */
export async function loadModel(path: string): Promise<tf.LayersModel> {
  if (/\.(h5|keras)$/.test(path)) return await loadKerasFile(path);
  const artifacts = await read(path);
  try {
    return await tf.loadLayersModel(tf.io.fromMemory(artifacts));
  } catch (error) {
    throw damaged(path, error);
  }
}

/** HDF5's library is large, so it is loaded when it is needed and not before. */
async function saveKerasFile(model: tf.LayersModel, path: string): Promise<void> {
  const { formatKerasH5 } = await import("./keras/format_keras_h5.ts");
  let bytes: Uint8Array;
  try {
    bytes = await formatKerasH5(model);
  } catch (error) {
    const needed = "every layer must be one that Keras has";
    throw new TypeError(
      `${cannot(`save the model as ${JSON.stringify(path)}`, needed)}: ${messageOf(error)}`,
      {
        cause: error,
      },
    );
  }
  try {
    await writeAtomic(path, bytes);
  } catch (error) {
    const needed = `the file ${JSON.stringify(path)} must be writable`;
    throw new TypeError(`${cannot("save the model", needed)} (${messageOf(error)})`, {
      cause: error,
    });
  }
}

async function loadKerasFile(path: string): Promise<tf.LayersModel> {
  const { parseKerasModel } = await import("./keras/parse_keras_model.ts");
  let bytes: Uint8Array;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    const needed = `the file ${JSON.stringify(path)} must be there and readable`;
    throw new TypeError(cannot("load a model", needed), { cause: error });
  }
  try {
    return await parseKerasModel(bytes);
  } catch (error) {
    const needed = `${JSON.stringify(path)} must be a model that Keras saved whole`;
    throw new SyntaxError(`${cannot("load a model", needed)} (${messageOf(error)})`, {
      cause: error,
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function write(
  artifacts: tf.io.ModelArtifacts,
  model: tf.LayersModel,
  dir: string,
): Promise<tf.io.SaveResult> {
  const data = tf.io.CompositeArrayBuffer.join(artifacts.weightData);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data)).toHex();
  const weights = `weights.${digest.slice(0, 16)}.bin`;
  const manifest = [{ paths: [weights], weights: artifacts.weightSpecs ?? [], sha256: digest }];
  restoreDepthMultipliers(layersOf(artifacts.modelTopology), model);
  const { modelTopology, format, generatedBy, convertedBy } = artifacts;
  const json = { modelTopology, format, generatedBy, convertedBy, weightsManifest: manifest };
  await writeAtomic(`${dir}/${weights}`, new Uint8Array(data));
  await writeAtomic(`${dir}/${TOPOLOGY}`, JSON.stringify(json, null, 1));
  await removeOlder(dir, weights);
  return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
}

type Topology = {
  config?: { layers?: Parameters<typeof restoreDepthMultipliers>[0] };
  model_config?: Topology;
};

function layersOf(topology: Topology | ArrayBuffer | undefined) {
  const { config, model_config } = topology as Topology;
  return (model_config?.config ?? config)?.layers ?? [];
}

/** Weights of a model that was saved here before. */
async function removeOlder(dir: string, current: string): Promise<void> {
  for await (const { name } of Deno.readDir(dir)) {
    if (/^weights\.[0-9a-f]{16}\.bin$/.test(name) && name !== current) {
      await Deno.remove(`${dir}/${name}`);
    }
  }
}

type Manifest = { paths: string[]; weights: tf.io.WeightsManifestEntry[]; sha256?: string }[];

async function read(dir: string): Promise<tf.io.ModelArtifacts> {
  let text: string;
  try {
    text = await Deno.readTextFile(`${dir}/${TOPOLOGY}`);
  } catch (error) {
    const needed = `the folder ${JSON.stringify(dir)} must hold a ${TOPOLOGY} that can be read`;
    throw new TypeError(cannot("load a model", needed), { cause: error });
  }
  try {
    const { modelTopology, weightsManifest } = parts(JSON.parse(text));
    const weightData = await readWeights(dir, weightsManifest);
    const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
    return { modelTopology, weightSpecs, weightData };
  } catch (error) {
    throw damaged(dir, error);
  }
}

type ModelJson = { modelTopology: object; weightsManifest: Manifest };

function parts(json: Partial<ModelJson> | null): ModelJson {
  for (const name of ["weightsManifest", "modelTopology"] as const) {
    if (typeof json?.[name] !== "object") throw new SyntaxError(`${TOPOLOGY} has no ${name}`);
  }
  return json as ModelJson;
}

async function readWeights(dir: string, manifest: Manifest): Promise<ArrayBuffer> {
  const paths = manifest.flatMap(({ paths }) => paths);
  const files = await Promise.all(paths.map((path) => Deno.readFile(`${dir}/${path}`)));
  const data = tf.io.CompositeArrayBuffer.join(files.map(({ buffer }) => buffer));
  const { sha256 } = manifest[0] ?? {};
  if (!sha256) return data; // tfjs's own files have none
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", data)).toHex();
  if (found !== sha256) throw new RangeError(`SHA-256 of ${paths[0]} is ${found}`);
  return data;
}

function damaged(dir: string, error: unknown): SyntaxError {
  const needed = `the files in ${JSON.stringify(dir)} must be whole; save the model again`;
  return new SyntaxError(`${cannot("load a model", needed)} (${messageOf(error)})`, {
    cause: error,
  });
}
