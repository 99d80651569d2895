import * as tf from "@tensorflow/tfjs";
import type { Learner } from "../answer.ts";
import {
  CLASSES,
  type Examples,
  FILTER,
  FILTERS,
  firstBatch,
  type Problem,
  SIDE,
  WEIGHT_SHAPES,
} from "../problem.ts";

/**
 * The documented model of stock tf.layers, trained by `model.fit` as tfjs's own guide writes it.
 *
 * @param problem Images and first weights.
 * @param createOptimizer Makes a fresh optimiser.
 * @returns The learner, on the backend that is in use.
 */
export function fitLearner(
  problem: Problem,
  createOptimizer: () => tf.Optimizer,
): Pick<Learner, "losses" | "train" | "predict"> {
  const train = tensorsOf(problem.train);
  const first = tensorsOf(firstBatch(problem));
  const test = tensorsOf(problem.test);
  const model = createModel(problem, createOptimizer());
  const fit = async (model: tf.LayersModel, { x, y }: Tensors, epochs: number) => {
    const settings = { batchSize: problem.batch, epochs, shuffle: false, verbose: 0 } as const;
    return (await model.fit(x, y, settings)).history["loss"] as number[];
  };

  return {
    async losses(steps) {
      const fresh = createModel(problem, createOptimizer());
      const losses = await fit(fresh, first, steps);
      fresh.dispose();
      return losses;
    },
    async train() {
      return (await fit(model, train, 1))[0]!;
    },
    async predict(batchSize) {
      const probabilities = model.predict(test.x, { batchSize }) as tf.Tensor;
      const values = await probabilities.data();
      probabilities.dispose();
      return values;
    },
  };
}

type Tensors = { x: tf.Tensor; y: tf.Tensor };

function tensorsOf({ images, labels }: Examples): Tensors {
  // Float32Array.from() would list all numbers first: gigabytes, and they would count as ours.
  const pixels = new Float32Array(images);
  for (let i = 0; i < pixels.length; i++) pixels[i]! /= 255;
  return {
    x: tf.tensor4d(pixels, [labels.length, SIDE, SIDE, 1]),
    y: tf.tensor1d(Float32Array.from(labels)),
  };
}

function createModel({ weights }: Problem, optimizer: tf.Optimizer): tf.LayersModel {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [SIDE, SIDE, 1],
        filters: FILTERS,
        kernelSize: FILTER,
        activation: "relu",
      }),
      tf.layers.flatten(),
      tf.layers.dense({ units: CLASSES, activation: "softmax" }),
    ],
  });
  const loss = "sparseCategoricalCrossentropy";
  model.compile({ optimizer, loss, metrics: ["accuracy"] });
  setWeights(model, weights);
  return model;
}

/**
 * Puts a problem's first weights into a model.
 *
 * @param model The documented model.
 * @param weights Its weights in Keras's order and layout.
 */
export function setWeights(model: tf.LayersModel, weights: readonly Float32Array[]): void {
  const tensors = weights.map((values, i) => tf.tensor(values, WEIGHT_SHAPES[i]!));
  model.setWeights(tensors);
  tf.dispose(tensors);
}
