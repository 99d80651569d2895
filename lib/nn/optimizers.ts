import * as tf from "@tensorflow/tfjs";
import { cannot } from "../core/mod.ts";
import { FusedAdam } from "../kernels/mod.ts";
import { Adadelta } from "./adadelta.ts";

/** The optimisers `train` knows, by Keras's names. */
export type OptimizerName = "adam" | "sgd" | "rmsprop" | "adagrad" | "adamax" | "adadelta";

const MAKERS: Record<OptimizerName, (learningRate: number) => tf.Optimizer> = {
  adam: (learningRate) =>
    tf.getBackend() === "wasm" ? new FusedAdam({ learningRate }) : tf.train.adam(learningRate),
  sgd: (learningRate) => tf.train.sgd(learningRate),
  rmsprop: (learningRate) => tf.train.rmsprop(learningRate),
  adagrad: (learningRate) => tf.train.adagrad(learningRate),
  adamax: (learningRate) => tf.train.adamax(learningRate),
  adadelta: (learningRate) => new Adadelta({ learningRate }), // tf.train.adadelta is not Adadelta
};

/** Keras's default step sizes, but for Adadelta: the paper's 1, with Keras's 0.001 it hardly moves. */
const LEARNING_RATES: Record<OptimizerName, number> = {
  adam: 0.001,
  sgd: 0.01,
  rmsprop: 0.001,
  adagrad: 0.001,
  adamax: 0.001,
  adadelta: 1,
};

/** The names of all optimisers, in the order to offer them. */
export const OPTIMIZER_NAMES = Object.keys(MAKERS) as OptimizerName[];

/**
 * Default step size of an optimiser: Keras's, but 1 for Adadelta, as in its paper.
 *
 * @param name The optimiser.
 * @returns Its step size.
 * @throws {RangeError} If there is no optimiser of that name.
 *
 * @example
 * ```ts
 * import { defaultLearningRate } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(defaultLearningRate("sgd"), 0.01);
 * ```
 */
export function defaultLearningRate(name: OptimizerName): number {
  const known = LEARNING_RATES[name];
  if (known !== undefined) return known;
  const needed = `optimizer must be one of ${OPTIMIZER_NAMES.join(", ")}`;
  throw new RangeError(cannot("train", needed, name));
}

/** A new optimiser for the backend in use. */
export function createOptimizer(name: OptimizerName, learningRate: number): tf.Optimizer {
  return MAKERS[name](learningRate);
}
