import * as tf from "@tensorflow/tfjs";
import { cannot } from "../core/mod.ts";
import { FusedAdam } from "../kernels/mod.ts";

/** The optimisers `train` knows, by Keras's names. */
export type OptimizerName = "adam" | "sgd" | "rmsprop" | "adagrad" | "adamax";

const MAKERS: Record<OptimizerName, (learningRate: number) => tf.Optimizer> = {
  adam: (learningRate) =>
    tf.getBackend() === "wasm" ? new FusedAdam({ learningRate }) : tf.train.adam(learningRate),
  sgd: (learningRate) => tf.train.sgd(learningRate),
  rmsprop: (learningRate) => tf.train.rmsprop(learningRate),
  adagrad: (learningRate) => tf.train.adagrad(learningRate),
  adamax: (learningRate) => tf.train.adamax(learningRate),
};

/** Keras's default step sizes. */
const LEARNING_RATES: Record<OptimizerName, number> = {
  adam: 0.001,
  sgd: 0.01,
  rmsprop: 0.001,
  adagrad: 0.001,
  adamax: 0.001,
};

/** The names of all optimisers, in the order to offer them. */
export const OPTIMIZER_NAMES = Object.keys(MAKERS) as OptimizerName[];

/**
 * Keras's default step size of an optimiser.
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
  // tf.train.adadelta divides by the step before, so that Keras's rate of 1 diverges.
  const why = String(name) === "adadelta" ? " (tfjs's adadelta is not Adadelta)" : "";
  const needed = `optimizer must be one of ${OPTIMIZER_NAMES.join(", ")}${why}`;
  throw new RangeError(cannot("train", needed, name));
}

/** A new optimiser for the backend in use. */
export function createOptimizer(name: OptimizerName, learningRate: number): tf.Optimizer {
  return MAKERS[name](learningRate);
}
