import * as tf from "@tensorflow/tfjs";
import { assert } from "@std/assert";
import { useBackend } from "descent/backend";
import { compileStep } from "descent/nn";
import { type GoldenCase, type GoldenFile, readGolden } from "../golden/read.ts";
import { assertWithin, sizeOf } from "./values.ts";

type Spec = { layer: string; inner?: Spec } & Record<string, unknown>;
type Case =
  & GoldenCase<
    { shape: number[]; layers: Spec[] },
    { optimizer: "sgd" | "momentum" },
    { losses: number[] }
  >
  & { description: string };
type File = GoldenFile & { tolerance: { losses: { rel: number; abs: number } }; cases: Case[] };

const SAMPLES = 8;
const OPTIMIZERS = {
  sgd: () => tf.train.sgd(0.05),
  momentum: () => tf.train.momentum(0.02, 0.9),
};

/** tfjs's names for Keras's, where it is not the small first letter alone. */
const OTHER_NAMES: Record<string, string> = {
  ConvLSTM2D: "convLstm2d",
  Cropping2D: "cropping2D",
  GRU: "gru",
  LSTM: "lstm",
  LeakyReLU: "leakyReLU",
  PReLU: "prelu",
  ReLU: "reLU",
  ELU: "elu",
};

/** The values that keras_layers.py uses for everything: sines of the position. */
function wave(shape: number[], seed: number, scale = 1): tf.Tensor {
  const values = Float32Array.from(
    { length: sizeOf(shape) },
    (_, i) => scale * Math.sin(12.9898 * (i + 1) + 78.233 * seed),
  );
  return tf.tensor(values, shape);
}

function inputsOf({ description, input }: Case): tf.Tensor {
  const x = wave([SAMPLES, ...input.shape], 1);
  if (description.startsWith("embedding")) {
    return x.mul(4.5).add(4.5).floor().clipByValue(0, 8);
  }
  if (!description.startsWith("masked")) return x;
  const mask = tf.buffer([SAMPLES, ...input.shape], "float32", new Float32Array(x.size).fill(1));
  const [steps, features] = input.shape as [number, number];
  for (const [sample, from] of [[1, 3], [4, 2]] as const) {
    for (let t = from; t < steps; t++) {
      for (let j = 0; j < features; j++) mask.set(0, sample, t, j);
    }
  }
  return x.mul(mask.toTensor());
}

function targetsOf({ description }: Case): tf.Tensor {
  if (description.startsWith("softmax")) {
    return tf.oneHot(tf.range(0, SAMPLES).mod(3).toInt(), 3).toFloat();
  }
  const y = wave([SAMPLES, 1], 2);
  return description.includes("sigmoid") ? y.mul(0.5).add(0.5) : y;
}

function build({ layer, inner, ...config }: Spec): tf.layers.Layer {
  const args = Object.fromEntries(Object.entries(config).map(([k, v]) => [camelCase(k), v]));
  if (inner) args.layer = build(inner);
  if (layer === "LeakyReLU") args.alpha = args.negativeSlope;
  const name = OTHER_NAMES[layer] ??
    layer[0]!.toLowerCase() + layer.slice(1).replace(/(?<=\d)D/, "d");
  const make = Reflect.get(tf.layers, name) as (args: object) => tf.layers.Layer;
  return make(args);
}

function camelCase(name: string): string {
  return name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The model with the golden weights, and what it learns from. */
function start(c: Case): { model: tf.Sequential; x: tf.Tensor; y: tf.Tensor } {
  const model = tf.sequential();
  c.input.layers.forEach((spec, i) => {
    const first = i === 0 ? { inputShape: c.input.shape } : {};
    model.add(build({ ...spec, ...first }));
  });
  model.trainableWeights.forEach((weight, k) => {
    const values = wave(weight.shape as number[], 3 + k, 0.4);
    weight.write(weight.name.includes("gamma") ? values.add(1) : values);
  });
  return { model, x: inputsOf(c), y: targetsOf(c) };
}

const isSoftmax = ({ description }: Case) => description.startsWith("softmax");

async function lossesOf(c: Case, steps: number): Promise<number[]> {
  const { model, x, y } = start(c);
  const optimizer = OPTIMIZERS[c.options.optimizer]();
  const loss = isSoftmax(c) ? "categoricalCrossentropy" : "meanSquaredError";
  model.compile({ optimizer, loss });
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) losses.push(await model.trainOnBatch(x, y) as number);
  tf.dispose([x, y]);
  model.dispose();
  return losses;
}

/** The same by compiled steps, or why they are refused. */
function compiledLossesOf(c: Case, steps: number): number[] | string {
  const { model, x, y } = start(c);
  const examples = isSoftmax(c)
    ? { x: x.dataSync() as Float32Array, y: y.argMax(1).dataSync() as Int32Array }
    : { x: x.dataSync() as Float32Array, y: y.dataSync() as Float32Array };
  try {
    const compiled = compileStep(model, examples, { optimizer: "sgd", learningRate: 0.05 });
    const losses = Array.from({ length: steps }, () => compiled.run(examples).loss);
    compiled.dispose();
    return losses;
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  } finally {
    tf.dispose([x, y]);
    model.dispose();
  }
}

for (const { from, file } of readGolden<File>("keras_layers.json")) {
  const { rel, abs } = file.tolerance.losses;
  const check = (losses: number[], { expected }: Case) => {
    const bound = (i: number) => abs + rel * Math.abs(expected.losses[i]!);
    assertWithin(losses, expected.losses, bound, "loss");
  };
  for (const c of file.cases) {
    Deno.test(`${c.description}: trains on WASM as in Keras in float64 (${from})`, async () => {
      await useBackend("wasm");
      check(await lossesOf(c, c.expected.losses.length), c);
    });
  }
  Deno.test(`compiled steps train as in Keras in float64, wherever they are to be had (${from})`, async () => {
    await useBackend("wasm");
    const own = file.cases.filter(({ options }) => options.optimizer === "sgd");
    const refused = own.filter((c) => {
      const losses = compiledLossesOf(c, c.expected.losses.length);
      if (typeof losses === "string") return losses;
      check(losses, c);
    });
    assert(own.length - refused.length >= 5, `${refused.map((c) => c.description)}`);
  });
}
