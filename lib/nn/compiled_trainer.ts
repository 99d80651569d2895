import type * as tf from "@tensorflow/tfjs";
import type { Heap } from "../kernels/mod.ts";
import {
  type Examples,
  type ExampleSizes,
  exampleWriter,
  firstExamples,
  type NumericExamples,
  targetsOf,
} from "./examples.ts";
import type { Objective } from "./objective.ts";
import { createPlanStep } from "./plan_step.ts";
import type { Trainer, TrainerSettings } from "./trainer.ts";

/**
 * Training by a plan, which runs without tensors, tape or garbage. Gives what `model.fit` gives, but
 * for rounding.
 *
 * @param model The model.
 * @param data Examples, already checked.
 * @param sizes Their sizes.
 * @param objective What the model is trained for.
 * @param heap The WASM backend.
 * @param settings Examples a step, the optimiser and its step size.
 * @returns The trainer, or in words why this model cannot be trained so.
 */
export function createCompiledTrainer(
  model: tf.LayersModel,
  data: Examples | NumericExamples,
  { n, size }: ExampleSizes,
  objective: Objective,
  heap: Heap,
  settings: TrainerSettings,
): Trainer | string {
  const { batchSize } = settings;
  const write = exampleWriter(data, size);
  const sample = firstExamples(data, Math.min(batchSize, n), size);
  const step = createPlanStep(model, sample, objective, heap, settings);
  if (typeof step === "string") return step;
  const { y } = data;
  let state = step.state();
  return {
    async epoch(order, onBatch) {
      for (let at = 0; at < order.length; at += batchSize) {
        const rows = order.subarray(at, at + batchSize);
        write(rows, step.input(rows.length));
        const score = step.run(rows.length, targetsOf(rows, y, y.length / n));
        if (!await onBatch(score, rows.length)) return;
      }
    },
    isFinite: () => Promise.resolve(step.isFinite()),
    keep() {
      step.keep();
      state = step.state();
    },
    state: () => state,
    dispose: step.dispose,
  };
}
