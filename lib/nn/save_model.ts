import * as tf from "@tensorflow/tfjs";
import { cannot, writeAtomic } from "../core/mod.ts";

const TOPOLOGY = "model.json";

/**
 * Saves a model to a folder in tfjs's layers format: `model.json` and a file of weights,
 * which tfjs loads in browsers too.
 *
 * The weights are written first and under a name of their own content, and `model.json`, which
 * names them, last: a reader sees the old model or the new one, never a mix.
 *
 * @param model The model.
 * @param dir The folder; made if it is not there.
 * @throws {TypeError} If the folder cannot be written.
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
export async function saveModel(model: tf.LayersModel, dir: string): Promise<void> {
  try {
    await Deno.mkdir(dir, { recursive: true });
    await model.save(tf.io.withSaveHandler((artifacts) => write(artifacts, dir)));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const needed = `the folder ${JSON.stringify(dir)} must be writable`;
    throw new TypeError(`${cannot("save the model", needed)} (${error.message})`, { cause: error });
  }
}

/**
 * Loads a model that `saveModel`, or tfjs's own `model.save`, wrote to a folder.
 *
 * @param dir The folder.
 * @returns The model, not compiled.
 * @throws {TypeError} If the folder holds no model.
 * @throws {SyntaxError} If its files are damaged or do not belong together.
 *
 * @example
 * ```ts ignore
 * import { loadModel } from "descent/nn";
 *
 * const model = await loadModel("runs/digits");
 * ```
 */
export async function loadModel(dir: string): Promise<tf.LayersModel> {
  const artifacts = await read(dir);
  try {
    return await tf.loadLayersModel(tf.io.fromMemory(artifacts));
  } catch (error) {
    throw damaged(dir, error);
  }
}

async function write(artifacts: tf.io.ModelArtifacts, dir: string): Promise<tf.io.SaveResult> {
  const data = tf.io.CompositeArrayBuffer.join(artifacts.weightData);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data)).toHex();
  const weights = `weights.${digest.slice(0, 16)}.bin`;
  const manifest = [{ paths: [weights], weights: artifacts.weightSpecs ?? [], sha256: digest }];
  const { modelTopology, format, generatedBy, convertedBy } = artifacts;
  const json = { modelTopology, format, generatedBy, convertedBy, weightsManifest: manifest };
  await writeAtomic(`${dir}/${weights}`, new Uint8Array(data));
  await writeAtomic(`${dir}/${TOPOLOGY}`, JSON.stringify(json, null, 1));
  await removeOlder(dir, weights);
  return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
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
  const why = error instanceof Error ? error.message : String(error);
  return new SyntaxError(`${cannot("load a model", needed)} (${why})`, { cause: error });
}
