import type * as tf from "@tensorflow/tfjs";
import { activationKind, hasKind } from "./activation.ts";
import { activationOp, leakyReluOp } from "./activation_layer.ts";
import { convolutionOp } from "./convolution.ts";
import { denseOp } from "./dense.ts";
import { depthwiseOp, separableOp } from "./depthwise.ts";
import { dropoutOp, isSeeded } from "./dropout.ts";
import { embeddingOp } from "./embedding.ts";
import type { Step } from "./graph.ts";
import { addOp, axisOf, concatenateOp } from "./merge.ts";
import { type PlanOp, type Site, sizeOf } from "./op.ts";
import { isOfLastAxis, normalizationOp } from "./normalization.ts";
import { paddingOp } from "./padding.ts";
import { averagePoolingOp, globalMaxPoolingOp, maxPoolingOp } from "./pooling.ts";
import { recurrentOp } from "./recurrent.ts";

type Config = tf.serialization.ConfigDict;

/** A class of layers that plans take. */
export type PlanLayer = {
  /** What it does in a plan; nothing for one that only names a shape anew. */
  op?: (site: Site) => PlanOp;
  /** Whether it does something in training alone. @default false */
  onlyTraining?: boolean;
  /** Whether it takes several values. @default false */
  merges?: boolean;
  /** Whether a layer of that class, at its place, is one that the op knows. */
  takes(config: Config, step: Step): boolean;
};

/** All of them, by class. */
export const PLAN_LAYERS: Record<string, PlanLayer> = {
  Flatten: { takes: hasChannelsLast },
  Reshape: { takes: (_, { shapes, outputShape }) => sizeOf(shapes[0]!) === sizeOf(outputShape) },
  Dropout: {
    op: dropoutOp,
    onlyTraining: true,
    takes: (_, { layer }) => isSeeded(layer),
  },
  Dense: { op: denseOp, takes: hasKind },
  Conv2D: {
    op: convolutionOp,
    takes: (config) => hasChannelsLast(config) && hasKind(config) && isDense(config),
  },
  Conv1D: {
    op: convolutionOp,
    takes: (config, { layer }) =>
      hasChannelsLast(layer as unknown as Config) && hasKind(config) && isDense(config) &&
      config["padding"] !== "causal", // which tfjs only names
  },
  DepthwiseConv2D: { // tfjs does not dilate these
    op: depthwiseOp,
    takes: (config) => hasChannelsLast(config) && hasKind(config) && isDense(config),
  },
  SeparableConv2D: {
    op: separableOp,
    takes: (config) => hasChannelsLast(config) && hasKind(config),
  },
  BatchNormalization: {
    op: normalizationOp,
    takes: (config, { outputShape }) => isOfLastAxis(config, outputShape.length + 1),
  },
  MaxPooling2D: { op: maxPoolingOp, takes: hasChannelsLast },
  AveragePooling2D: { op: averagePoolingOp, takes: hasChannelsLast },
  GlobalMaxPooling2D: { op: globalMaxPoolingOp, takes: hasChannelsLast },
  GlobalAveragePooling2D: { op: averagePoolingOp, takes: hasChannelsLast },
  MaxPooling1D: { op: maxPoolingOp, takes: () => true },
  AveragePooling1D: { op: averagePoolingOp, takes: () => true },
  GlobalMaxPooling1D: { op: globalMaxPoolingOp, takes: () => true },
  GlobalAveragePooling1D: { op: averagePoolingOp, takes: () => true },
  ZeroPadding2D: { op: paddingOp, takes: hasChannelsLast },
  Activation: { op: activationOp, takes: hasKind },
  ReLU: { op: activationOp, takes: (config) => config["maxValue"] == null },
  ELU: { op: activationOp, takes: () => true },
  LeakyReLU: { op: leakyReluOp, takes: () => true },
  // Taken at the end alone, where it is left to the caller.
  Softmax: {
    takes: (config, { outputShape }) =>
      isOfLastAxis(config, outputShape.length + 1) && config["activation"] === "linear",
  },
  Add: {
    op: addOp,
    merges: true,
    takes: (_, { shapes }) => new Set(shapes.map(String)).size === 1,
  },
  Concatenate: {
    op: concatenateOp,
    merges: true,
    takes: ({ axis }, { outputShape }) => axisOf(axis as number, outputShape.length) >= 0,
  },
  Embedding: { op: embeddingOp, takes: (config) => !config["maskZero"] },
  LSTM: { op: recurrentOp, takes: isPlainRecurrent },
  SimpleRNN: { op: recurrentOp, takes: isPlainRecurrent },
  GRU: { op: recurrentOp, takes: isPlainRecurrent },
  ResetAfterGRU: { op: recurrentOp, takes: isPlainRecurrent },
};

function hasChannelsLast(config: Config): boolean {
  return (config["dataFormat"] ?? "channelsLast") === "channelsLast";
}

/** Whether a filter's taps lie side by side. */
function isDense(config: Config): boolean {
  return [config["dilationRate"]].flat().every((rate) => (rate ?? 1) === 1);
}

/** No part of it may be drawn, handed over, kept between batches or run the other way. */
function isPlainRecurrent(config: Config): boolean {
  const extras = ["dropout", "recurrentDropout", "returnState", "goBackwards", "stateful"];
  const names = ["activation", "recurrentActivation"];
  return extras.every((name) => !config[name]) &&
    names.every((name) => activationKind(config[name]) >= 0);
}
