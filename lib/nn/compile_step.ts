import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { cannot, checkBetween, checkInteger } from "../core/mod.ts";
import { heapOf } from "../kernels/mod.ts";
import {
  checkExamples,
  consecutive,
  type Examples,
  exampleWriter,
  firstExamples,
  type NumericExamples,
} from "./examples.ts";
import { objectiveOf } from "./objective.ts";
import { defaultLearningRate, type OptimizerName } from "./optimizers.ts";
import { createPlanStep } from "./plan_step.ts";

/** Settings of `compileStep`. */
export type CompileStepOptions = {
  /** @default "adam" */
  optimizer?: OptimizerName;
  /** Step size. @default defaultLearningRate(optimizer) */
  learningRate?: number;
};

/** A training step, ready to run. */
export type CompiledStep = {
  /** Trains once on a batch, at most as large as the first; returns its means before the step. */
  run(batch: Examples | NumericExamples): { loss: number; metric: number };
  /** Gives the model the weights as they are now. Until then it has those that it came with. */
  keep(): void;
  /** Frees the step's memory; weights that were not kept are lost. */
  dispose(): void;
};

/**
 * Turns a model once into a fixed list of kernel calls that make one training step: for training loops
 * of one's own. `train()` does the same, with epochs, shuffling and progress around it.
 *
 * The loss follows from the targets, as with `train()`: class numbers mean cross-entropy and the
 * metric is the accuracy, floats mean the squared error and the metric is the mean absolute error.
 * Between kernels there are no tensors, no tape and no garbage. Results are those of `model.fit` but
 * for float32 rounding.
 *
 * @param model A model of layers that `train()` compiles.
 * @param first A first batch: no later one may be larger, and what suits its images is chosen.
 * @param options The optimiser.
 * @returns The step.
 * @throws {TypeError} If the backend is not WASM or the model cannot be compiled; the error says why.
 * @throws {RangeError} If a batch does not fit the model, or is larger than the first.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { compileStep } from "descent/nn";
 * import { assert } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
 * const batch = { x: Float32Array.of(0, 1, 2), y: Float32Array.of(1, 3, 5) }; // y = 2x + 1
 * const step = compileStep(model, batch, { optimizer: "sgd", learningRate: 0.1 });
 * for (let i = 0; i < 200; i++) step.run(batch);
 * assert(step.run(batch).loss < 1e-6);
 * step.keep();
 * step.dispose();
 * ```
 */
export function compileStep(
  model: tf.LayersModel,
  first: Examples | NumericExamples,
  { optimizer = "adam", learningRate = defaultLearningRate(optimizer) }: CompileStepOptions = {},
): CompiledStep {
  const action = "compile a training step";
  checkBetween(action, "learningRate", learningRate, 0);
  const { n: batchSize, size } = checkExamples(action, model, first);
  if (tf.getBackend() !== "wasm") {
    const needed = 'the backend must be "wasm": call useBackend("wasm")';
    throw new TypeError(cannot(action, needed, tf.getBackend()));
  }
  const sample = firstExamples(first, batchSize, size);
  const objective = objectiveOf(model, first.y);
  const heap = heapOf(tf.backend() as BackendWasm);
  const settings = { batchSize, optimizer, learningRate };
  const step = createPlanStep(model, sample, objective, heap, settings);
  if (typeof step === "string") {
    throw new TypeError(`Cannot ${action}: ${step}; take train(), which trains every model`);
  }
  return {
    run(batch) {
      const { n } = checkExamples(action, model, batch);
      checkInteger(action, "the number of examples", n, 1, batchSize);
      const rows = consecutive(0, n);
      exampleWriter(batch, size)(rows, step.input(n));
      const { lossSum, metricSum } = step.run(n, batch.y);
      if (!Number.isFinite(lossSum)) {
        const needed = `the loss must stay finite; try a learningRate below ${learningRate}`;
        throw new RangeError(cannot("train", needed, lossSum / n));
      }
      return { loss: lossSum / n, metric: metricSum / n };
    },
    keep: step.keep,
    dispose: step.dispose,
  };
}
