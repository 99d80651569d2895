import type * as tf from "@tensorflow/tfjs";
import { activationKind, hasKind } from "./activation.ts";
import { convolutionOp } from "./convolution.ts";
import { denseOp } from "./dense.ts";
import { dropoutOp, isSeeded } from "./dropout.ts";
import { embeddingOp } from "./embedding.ts";
import { type PlanOp, shapeOf, type Site } from "./op.ts";
import { isOfLastAxis, normalizationOp } from "./normalization.ts";
import { maxPoolingOp } from "./pooling.ts";
import { recurrentOp } from "./recurrent.ts";

type Config = tf.serialization.ConfigDict;

/** A class of layers that plans take. */
export type PlanLayer = {
  /** What it does in a plan; nothing for one that only names a shape anew. */
  op?: (site: Site) => PlanOp;
  /** Whether it does anything but in training. @default true */
  onlyTraining?: boolean;
  /** Whether a layer of that class has settings that the op knows. */
  takes(config: Config, layer: tf.layers.Layer, isLast: boolean): boolean;
};

/** All of them, by class. */
export const PLAN_LAYERS: Record<string, PlanLayer> = {
  Flatten: { takes: hasChannelsLast },
  Dropout: {
    op: dropoutOp,
    onlyTraining: true,
    takes: (_, layer) => isSeeded(layer),
  },
  Dense: {
    op: denseOp,
    takes: (config, _, isLast) => isLast || hasKind(config),
  },
  Conv2D: {
    op: convolutionOp,
    takes: (config) =>
      hasChannelsLast(config) && hasKind(config) &&
      [config["dilationRate"]].flat().every((rate) => rate === 1),
  },
  BatchNormalization: {
    op: normalizationOp,
    takes: (config, layer) => isOfLastAxis(config, shapeOf(layer).length + 1),
  },
  MaxPooling2D: { op: maxPoolingOp, takes: hasChannelsLast },
  Embedding: { op: embeddingOp, takes: (config) => !config["maskZero"] },
  LSTM: { op: recurrentOp, takes: isPlainRecurrent },
  SimpleRNN: { op: recurrentOp, takes: isPlainRecurrent },
  ResetAfterGRU: { op: recurrentOp, takes: isPlainRecurrent },
};

function hasChannelsLast(config: Config): boolean {
  return (config["dataFormat"] ?? "channelsLast") === "channelsLast";
}

/** No part of it may be drawn, handed over, kept between batches or run the other way. */
function isPlainRecurrent(config: Config): boolean {
  const extras = ["dropout", "recurrentDropout", "returnState", "goBackwards", "stateful"];
  return extras.every((name) => !config[name]) && activationKind(config["activation"]) >= 0 &&
    activationKind(config["recurrentActivation"]) >= 0;
}
