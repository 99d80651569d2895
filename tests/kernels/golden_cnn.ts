import * as tf from "@tensorflow/tfjs";
import { type NpyArray, readNpy } from "../golden/npy.ts";

/** A tensor's summary in the golden file: norm, sum, and some of its values. */
export type Summary = { l2_norm: number; sum: number; sample_values: number[] };

/** Losses of a training run from the given weights, each before its step. */
export type Trajectory = {
  peer: "torch" | "keras";
  optimizer: string;
  options: Record<string, number> & { betas?: [number, number] };
  dtype: "float32" | "float64";
  loss: number[];
  batch_accuracy: number[];
  final_loss_first64: number;
  final_weights: Record<string, Summary>;
};

type WeightFile = {
  name: string;
  shape: number[];
  file: string;
  scale: number;
  sample_indices: number[];
};

type Model = {
  id: string;
  input: {
    images: string;
    labels: string;
    weights: WeightFile[];
    eval_rows: [number, number];
    batch_size: number;
    steps: number;
  };
  expected: {
    first64_float64: {
      logits: number[][];
      probabilities: number[][];
      loss: number;
      accuracy: number;
      gradients: Record<string, Summary>;
    };
    trajectories: Trajectory[];
  };
};

/** The documented model's weights, some digits, and what PyTorch and Keras make of them. */
export type GoldenCnn = Model & {
  /** Pixels / 255 in float64, shape (n, 28, 28, 1), and labels, shape (n). */
  images: Float64Array;
  labels: Float32Array;
  /** By name, in tfjs's layout. */
  weights: Record<string, { shape: number[]; values: Float32Array; sampleIndices: number[] }>;
};

/** In the order in which tfjs's model holds them. */
const NAMES = ["conv.kernel", "conv.bias", "dense.kernel", "dense.bias"];

const PROJECT = new URL("../../", import.meta.url);

/** The golden values of the documented model; undefined where they are not at hand. */
export function readGoldenCnn(): GoldenCnn | undefined {
  const folder = Deno.env.get("DESCENT_GOLDEN") ?? "../shared/golden";
  const read = (name: string) => Deno.readFileSync(new URL(`${folder}/${name}`, PROJECT));
  const npy = (name: string): NpyArray => readNpy(read(name));
  let text: string;
  try {
    text = new TextDecoder().decode(read("cnn_mnist.json"));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const { models } = JSON.parse(text) as { models: Model[] };
  const model = models.find(({ id }) => id === "documented");
  if (!model) return undefined;
  const weights = NAMES.map((name) => {
    const { shape, file, scale, sample_indices } = model.input.weights.find((weight) =>
      weight.name === name
    )!;
    const values = Float32Array.from(npy(file).data, (value) => value * scale);
    return [name, { shape, values, sampleIndices: sample_indices }] as const;
  });
  return {
    ...model,
    images: Float64Array.from(npy(model.input.images).data, (pixel) => pixel / 255),
    labels: Float32Array.from(npy(model.input.labels).data),
    weights: Object.fromEntries(weights),
  };
}

/** The documented model as a plain tfjs model with the golden weights. */
export function goldenModel({ weights }: GoldenCnn, activation: "softmax" | "linear" = "softmax") {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: "relu", inputShape: [28, 28, 1] }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 10, activation }),
    ],
  });
  tf.tidy(() =>
    model.setWeights(Object.values(weights).map(({ shape, values }) => tf.tensor(values, shape)))
  );
  return model;
}

/** Images and labels from row `from` to row `to`, the last one not included. */
export function rows({ images, labels }: GoldenCnn, from: number, to: number) {
  const pixels = Float32Array.from(images.subarray(from * 784, to * 784));
  const x = tf.tensor4d(pixels, [to - from, 28, 28, 1]);
  return { x, y: tf.tensor1d(labels.subarray(from, to)) };
}
