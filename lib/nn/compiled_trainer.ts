import * as tf from "@tensorflow/tfjs";
import type { Heap } from "../kernels/mod.ts";
import {
  type Examples,
  type ExampleSizes,
  exampleWriter,
  firstExamples,
  type NumericExamples,
  targetsOf,
} from "./examples.ts";
import { modelValues, type Parameter } from "./plan/op.ts";
import type { Objective } from "./objective.ts";
import { PLAN_OPTIMIZERS } from "./plan/optimizers.ts";
import { createPlan, type Plan } from "./plan/plan.ts";
import type { BatchScore } from "./score.ts";
import type { Trainer, TrainerSettings } from "./trainer.ts";

/**
 * Training by a plan: the model turned once into a list of kernel calls, which then run
 * without tensors, tape or garbage. Gives what `model.fit` gives, but for rounding.
 *
 * @param model The model.
 * @param data Examples, already checked.
 * @param sizes Their sizes.
 * @param objective What the model is trained for.
 * @param heap The WASM backend.
 * @param options Examples a step, the optimiser and its step size.
 * @returns The trainer, or in words why this model cannot be trained so.
 */
export function createCompiledTrainer(
  model: tf.LayersModel,
  data: Examples | NumericExamples,
  sizes: ExampleSizes,
  objective: Objective,
  heap: Heap,
  settings: TrainerSettings,
): Trainer | string {
  const { batchSize } = settings;
  const createOptimizer = PLAN_OPTIMIZERS[settings.optimizer];
  if (!createOptimizer) return `the optimiser is ${settings.optimizer}`;
  const write = exampleWriter(data, sizes.size);
  const sample = firstExamples(write, Math.min(batchSize, sizes.n), sizes.size);
  const { activation } = objective;
  const plan = createPlan(model, heap, { batchSize, sample, training: true, activation });
  if (typeof plan === "string") return plan;
  const trained = plan.parameters.filter(({ layer }) => layer.trainable);
  const optimizer = createOptimizer(trained, heap, settings);
  let state = optimizer.state();
  const score = batchScorer(plan, write, data.y, sizes, objective, heap);
  return {
    async epoch(order, onBatch) {
      for (let at = 0; at < order.length; at += batchSize) {
        const rows = order.subarray(at, at + batchSize);
        const batchScore = score(rows);
        plan.backward(rows.length);
        optimizer.step();
        if (!await onBatch(batchScore, rows.length)) return;
      }
    },
    isFinite: () =>
      Promise.resolve(
        plan.parameters.every(({ value, size }) => heap.kernels.isFinite(value, size)),
      ),
    keep() {
      writeBack(plan.parameters, heap);
      state = optimizer.state();
    },
    state: () => ({ name: settings.optimizer, ...state }),
    dispose() {
      optimizer.dispose();
      plan.dispose();
    },
  };
}

/** Runs a batch forward and leaves the gradient of its mean loss where the output was. */
function batchScorer(
  plan: Plan,
  write: (rows: Uint32Array, to: Float32Array) => void,
  y: ArrayLike<number>,
  { n, size, outputs }: ExampleSizes,
  objective: Objective,
  heap: Heap,
): (rows: Uint32Array) => BatchScore {
  return (rows) => {
    const count = rows.length;
    write(rows, heap.floats(plan.input, count * size));
    plan.forward(count);
    const values = heap.floats(plan.output, count * outputs);
    return objective.scoreInPlace(values, targetsOf(rows, y, y.length / n), outputs);
  };
}

/** Gives every layer of the plan its weights, as new tensors: old ones may be packed elsewhere. */
function writeBack(parameters: readonly Parameter[], heap: Heap): void {
  for (const [layer, own] of Map.groupBy(parameters, ({ layer }) => layer)) {
    const shapes = layer.getWeights().map(({ shape }) => shape);
    const tensors = own.map((parameter) =>
      tf.tensor(modelValues(parameter, heap), shapes[parameter.index]!)
    );
    layer.setWeights(tensors);
    tf.dispose(tensors);
  }
}
