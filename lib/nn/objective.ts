import type * as tf from "@tensorflow/tfjs";
import { binaryCrossEntropyInPlace } from "./binary_cross_entropy.ts";
import type { BatchScore } from "./score.ts";
import { squaredErrorInPlace } from "./squared_error.ts";
import { softmaxCrossEntropyInPlace } from "./softmax_cross_entropy.ts";

/** What is told of training besides the loss, by Keras's names. */
export type MetricName = "accuracy" | "meanAbsoluteError";

/** What a model is trained for: the loss, and the metric that people read beside it. */
export type Objective = {
  /** tfjs's and Keras's name of the loss. */
  readonly loss: "sparseCategoricalCrossentropy" | "binaryCrossentropy" | "meanSquaredError";
  readonly metric: MetricName;
  /** tfjs's name of the metric, and the name under which it logs it. */
  readonly logged: "acc" | "mae";
  /** The last layer's activation that belongs to this loss, if a plan computes both together. */
  readonly activation: "softmax" | "sigmoid" | "linear";
  /** Scores the last layer's values before that activation, and leaves the gradient in place. */
  scoreInPlace(values: Float32Array, targets: ArrayLike<number>, k: number): BatchScore;
};

/** Classes by number, from the probabilities of all of them. */
const CLASSES: Objective = {
  loss: "sparseCategoricalCrossentropy",
  metric: "accuracy",
  logged: "acc",
  activation: "softmax",
  scoreInPlace: softmaxCrossEntropyInPlace,
};

/** Yes or no, from one probability. */
const YES_OR_NO: Objective = {
  loss: "binaryCrossentropy",
  metric: "accuracy",
  logged: "acc",
  activation: "sigmoid",
  scoreInPlace: binaryCrossEntropyInPlace,
};

/** Numbers. */
const NUMBERS: Objective = {
  loss: "meanSquaredError",
  metric: "meanAbsoluteError",
  logged: "mae",
  activation: "linear",
  scoreInPlace: squaredErrorInPlace,
};

/**
 * What examples and a model's output ask for: targets in floats are numbers to be met, others are
 * classes, of which a model with one output tells two apart.
 */
export function objectiveOf(model: tf.LayersModel, y: ArrayLike<number>): Objective {
  if (y instanceof Float32Array) return NUMBERS;
  return model.outputs[0]!.shape[1] === 1 ? YES_OR_NO : CLASSES;
}
