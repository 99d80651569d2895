import * as tf from "@tensorflow/tfjs";
import { seededDropout } from "descent/nn";
import type { LayerSpec } from "./layers.ts";
import type { Problem } from "./problem.ts";

/** Which layer drops values: that of descent/nn, TensorFlow.js's own, or none. */
export type DropoutKind = "seeded" | "stock" | "none";

/**
 * Builds a problem's network of TensorFlow.js's layers.
 *
 * @param problem What it is for.
 * @param dropout Which layer drops values.
 * @returns The network, its weights not yet those of the problem.
 */
export function createNetwork(
  { layers, input }: Pick<Problem, "layers" | "input">,
  dropout: DropoutKind,
): tf.Sequential {
  const kept = layers.filter(({ kind }) => kind !== "dropout" || dropout !== "none");
  const model = tf.sequential();
  kept.forEach((spec, i) => {
    const first = i === 0 ? firstOptions(spec, input) : {};
    model.add(createLayer(spec, first, dropout));
  });
  return model;
}

type First = { inputShape?: number[]; inputLength?: number };

function firstOptions({ kind }: LayerSpec, input: readonly number[]): First {
  return kind === "embedding" ? { inputLength: input[0]! } : { inputShape: [...input] };
}

function createLayer(spec: LayerSpec, first: First, dropout: DropoutKind): tf.layers.Layer {
  switch (spec.kind) {
    case "conv": {
      const { filters, size: kernelSize, activation } = spec;
      return tf.layers.conv2d({ ...first, filters, kernelSize, activation });
    }
    case "separable": {
      const { filters, size: kernelSize, activation } = spec;
      return tf.layers.separableConv2d({ ...first, filters, kernelSize, activation });
    }
    case "batchNorm":
      return tf.layers.batchNormalization(first);
    case "relu":
      return tf.layers.activation({ ...first, activation: "relu" });
    case "maxPool":
      return tf.layers.maxPooling2d({ ...first, poolSize: spec.size });
    case "dropout":
      if (dropout === "seeded") return seededDropout({ rate: spec.rate, seed: 0 });
      return tf.layers.dropout({ ...first, rate: spec.rate });
    case "flatten":
      return tf.layers.flatten(first as object);
    case "dense":
      return tf.layers.dense({ ...first, units: spec.units, activation: spec.activation });
    case "embedding":
      return tf.layers.embedding({ ...first, inputDim: spec.words, outputDim: spec.dimensions });
    case "lstm":
      return tf.layers.lstm({
        ...first,
        units: spec.units,
        activation: spec.activation,
        recurrentActivation: "sigmoid", // Keras's default, where tfjs has a hard sigmoid
        recurrentInitializer: "glorotUniform", // the default is slow; the weights are set anyway
      });
    case "simpleRNN":
    case "gru":
      throw new TypeError(`Cannot build a network: take sequenceModel() for a ${spec.kind}`);
  }
}

/**
 * Gives a network its first weights.
 *
 * @param model The network.
 * @param values Its weights in Keras's order, one layer's after the other's.
 */
export function setNetworkWeights(model: tf.LayersModel, values: readonly Float32Array[]): void {
  let at = 0;
  for (const layer of model.layers) {
    const tensors = layer.getWeights().map(({ shape }) => tf.tensor(values[at++]!, shape));
    if (tensors.length > 0) layer.setWeights(tensors);
    tf.dispose(tensors);
  }
}
