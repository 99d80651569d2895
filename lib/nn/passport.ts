import type * as tf from "@tensorflow/tfjs";
import { cannot, writeAtomic } from "../core/mod.ts";
import { loadModel, saveModel } from "./save_model.ts";

/** What belongs to a saved model besides its weights. */
export type Passport = {
  /** The form of this record. */
  format: 1;
  /** What the model is called, and which version of it this is. */
  name: string;
  version: string;
  /** When it was made, in ISO 8601. */
  created: string;
  /** Licence of the weights. */
  licence: string;
  architecture: Architecture;
  /** What goes in, in order, as a person knows it: before preprocessing. */
  features: FeatureStatistics[];
  /** What comes out, in order. */
  outputs: { name: string; unit?: string }[];
  /** What `JSON.stringify` makes of a transformer of descent/preprocess; none if nothing is done. */
  preprocessing?: unknown;
  /** What it was trained on. */
  data: { name: string; sha256: string; licence: string }[];
  /** Every seed, by what it was for. */
  seeds: Record<string, number>;
  /** How good it is on examples that it has not seen. */
  metrics: PassportMetric[];
  /** Of the libraries. */
  versions: Record<string, string>;
  /** The version that this one came from, if any. */
  parent?: string;
};

/** A score with how sure one can be of it. */
export type PassportMetric = {
  name: string;
  value: number;
  interval?: readonly [number, number];
  n: number;
  method?: string;
};

/** How the model is built. */
export type Architecture = {
  /** Of the layers' description, without their names. */
  sha256: string;
  /** Classes of the layers, in order. */
  layers: string[];
  parameters: number;
};

/** What the training data looked like in one input. */
export type FeatureStatistics = {
  name: string;
  unit?: string;
  mean: number;
  /** Standard deviation, divided by n. */
  std: number;
  min: number;
  max: number;
  /** Edges of up to ten parts with equally many training examples, and their shares. */
  bins: { edges: number[]; shares: number[] };
};

/** A passport before the model is sealed: what only its maker knows. */
export type PassportEntries = Omit<Passport, "format" | "architecture">;

const FILE = "passport.json";

/**
 * Saves a model with its passport to a folder.
 *
 * @param model The model.
 * @param dir The folder; made if it is not there.
 * @param entries What to say of the model.
 * @returns The passport as it was written.
 * @throws {TypeError} If the folder cannot be written.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { featureStatistics, loadSealedModel, sealModel } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
 * const dir = await Deno.makeTempDir();
 * await sealModel(model, dir, {
 *   ...{ name: "fuel", version: "1", created: "2026-01-01T00:00:00Z", licence: "MIT" },
 *   features: [featureStatistics("weight", [900, 1200, 1700], "kg")],
 *   outputs: [{ name: "consumption", unit: "l/100 km" }],
 *   ...{ data: [], seeds: { weights: 0 }, metrics: [], versions: {} },
 * });
 * const { passport } = await loadSealedModel(dir);
 * assertEquals(passport.architecture.parameters, 2);
 * ```
 */
export async function sealModel(
  model: tf.LayersModel,
  dir: string,
  entries: PassportEntries,
): Promise<Passport> {
  await saveModel(model, dir);
  const { name, version, ...rest } = entries;
  const architecture = await architectureOf(model);
  const passport: Passport = { format: 1, name, version, architecture, ...rest };
  await writeAtomic(`${dir}/${FILE}`, `${JSON.stringify(passport, null, 2)}\n`);
  return passport;
}

/**
 * Loads a model that `sealModel` wrote, and checks that it is the one of its passport.
 *
 * @param dir The folder.
 * @returns The model, not compiled, and its passport.
 * @throws {TypeError} If the folder holds no model or no passport.
 * @throws {SyntaxError} If a file is damaged, or the passport is that of another model.
 *
 * @example
 * ```ts ignore
 * import { loadSealedModel } from "descent/nn";
 *
 * const { model, passport } = await loadSealedModel("models/fuel/1");
 * ```
 */
export async function loadSealedModel(
  dir: string,
): Promise<{ model: tf.LayersModel; passport: Passport }> {
  const passport = await readPassport(dir);
  const model = await loadModel(dir);
  const { sha256 } = await architectureOf(model);
  if (sha256 === passport.architecture.sha256) return { model, passport };
  model.dispose();
  const needed = `the passport in ${JSON.stringify(dir)} must be that of the model beside it`;
  throw new SyntaxError(cannot("load a model", `${needed}; save the model again`, sha256));
}

/**
 * Reads a passport.
 *
 * @param dir The folder of a model.
 * @returns The passport; whether the model fits it is not looked at.
 * @throws {TypeError} If there is none.
 * @throws {SyntaxError} If it is damaged.
 *
 * @example
 * ```ts ignore
 * import { readPassport } from "descent/nn";
 *
 * const { metrics } = await readPassport("models/fuel/1");
 * ```
 */
export async function readPassport(dir: string): Promise<Passport> {
  const path = `${dir}/${FILE}`;
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    const needed = `the folder ${JSON.stringify(dir)} must hold a ${FILE} that can be read`;
    throw new TypeError(cannot("load a model", needed), { cause: error });
  }
  try {
    return checked(JSON.parse(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const needed = `the file ${JSON.stringify(path)} must be a passport`;
    throw new SyntaxError(`${cannot("load a model", needed)} (${why})`, { cause: error });
  }
}

/**
 * What values of one input look like, for a passport.
 *
 * @param name The input's name.
 * @param values Of the training examples, at least one, all finite.
 * @param unit Of the values.
 * @returns Mean, spread, range, and tenths.
 * @throws {RangeError} If there are no values, or one is not finite.
 *
 * @example
 * ```ts
 * import { featureStatistics } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * const { mean, std, min, max } = featureStatistics("doors", [2, 4, 4, 6]);
 * assertEquals([mean, std, min, max], [4, Math.sqrt(2), 2, 6]);
 * ```
 */
export function featureStatistics(
  name: string,
  values: ArrayLike<number>,
  unit?: string,
): FeatureStatistics {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const action = `describe the input ${JSON.stringify(name)}`;
  if (n === 0) throw new RangeError(cannot(action, "there must be values"));
  const odd = sorted.find((value) => !Number.isFinite(value));
  if (odd !== undefined) throw new RangeError(cannot(action, "every value must be finite", odd));
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  return {
    name,
    ...unit !== undefined && { unit },
    ...{ mean, std: Math.sqrt(variance), min: sorted[0]!, max: sorted[n - 1]!, bins: bins(sorted) },
  };
}

/** Tenths; equal values stay together, so that there may be fewer than ten. */
function bins(sorted: Float64Array): FeatureStatistics["bins"] {
  const n = sorted.length;
  const tenths = Array.from({ length: 9 }, (_, i) => sorted[Math.floor((i + 1) * n / 10)]!);
  const edges = [...new Set(tenths)].filter((edge) => edge > sorted[0]!);
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of sorted) counts[binOf(edges, value)]!++;
  return { edges, shares: counts.map((count) => count / n) };
}

/**
 * Which bin of a feature a value falls into: the number of edges that it reaches.
 *
 * @param edges In rising order.
 * @param value Any number; NaN falls into the first bin.
 * @returns 0 to `edges.length`.
 *
 * @example
 * ```ts
 * import { binOf } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([0, 1, 1.5, 9].map((value) => binOf([1, 2], value)), [0, 1, 1, 2]);
 * ```
 */
export function binOf(edges: readonly number[], value: number): number {
  let bin = 0;
  while (bin < edges.length && value >= edges[bin]!) bin++;
  return bin;
}

async function architectureOf(model: tf.LayersModel): Promise<Architecture> {
  const layers = model.layers.map((layer) => layer.getClassName());
  const settings = model.layers.map((layer) => layer.getConfig());
  const shapes = [...model.inputs, ...model.outputs, ...model.weights].map(({ shape }) => shape);
  const text = JSON.stringify([layers, shapes, settings], withoutNames);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const sha256 = new Uint8Array(digest).toHex();
  return { sha256, layers, parameters: model.countParams() };
}

/** What is no part of how a model computes: names, and where its weights once came from. */
function withoutNames(key: string, value: unknown): unknown {
  return key === "name" || key === "trainable" || key.endsWith("Initializer") ? undefined : value;
}

function checked(value: Partial<Passport> | null): Passport {
  if (value?.format !== 1) throw new SyntaxError(`its format must be 1, got ${value?.format}`);
  for (const key of ["features", "outputs", "data", "metrics"] as const) {
    if (!Array.isArray(value[key])) throw new SyntaxError(`it has no list of ${key}`);
  }
  if (typeof value.architecture?.sha256 !== "string") {
    throw new SyntaxError("it has no architecture");
  }
  return value as Passport;
}
