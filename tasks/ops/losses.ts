import * as tf from "@tensorflow/tfjs";

/** A loss that models are compiled with, by its name, and what it is asked of. */
export type LossCase = {
  /** As `model.compile` takes it. */
  loss: string;
  activation: "sigmoid" | "softmax" | "tanh";
  targets: number[][];
};

const SHARES = [[0.3, 0.6, 0.2], [0.7, 0.2, 0.4], [0.5, 0.9, 0.3], [0.6, 0.1, 0.8]];
const CLASSES = [[0, 0, 1], [1, 0, 0], [0, 1, 0], [1, 0, 0]];
const SIGNS = CLASSES.map((row) => row.map((value) => 2 * value - 1));

/** Every loss of tf.layers. */
export const LOSS_CASES: LossCase[] = [
  { loss: "binaryCrossentropy", activation: "sigmoid", targets: CLASSES },
  { loss: "categoricalCrossentropy", activation: "softmax", targets: CLASSES },
  { loss: "categoricalHinge", activation: "softmax", targets: CLASSES },
  { loss: "cosineProximity", activation: "tanh", targets: SHARES },
  { loss: "hinge", activation: "tanh", targets: SIGNS },
  { loss: "kullbackLeiblerDivergence", activation: "softmax", targets: SHARES },
  { loss: "logcosh", activation: "tanh", targets: SHARES },
  { loss: "meanAbsoluteError", activation: "sigmoid", targets: SHARES },
  { loss: "meanAbsolutePercentageError", activation: "sigmoid", targets: SHARES },
  { loss: "meanSquaredError", activation: "sigmoid", targets: SHARES },
  { loss: "meanSquaredLogarithmicError", activation: "sigmoid", targets: SHARES },
  { loss: "poisson", activation: "sigmoid", targets: SHARES },
  {
    loss: "sparseCategoricalCrossentropy",
    activation: "softmax",
    targets: CLASSES.map((row) => [row.indexOf(1)]),
  },
  { loss: "squaredHinge", activation: "tanh", targets: SIGNS },
];

/** A dense layer that learns by a loss, with a step size of 1: a step is the gradient. */
export function lossModel({ loss, activation, targets }: LossCase) {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 3, activation, inputShape: [2] })],
  });
  model.compile({ optimizer: tf.train.sgd(1), loss });
  const x = tf.tensor2d(targets.map((_, i) => [Math.sin(2 * i + 1), Math.cos(3 * i)]));
  return { model, x, y: tf.tensor2d(targets) };
}
