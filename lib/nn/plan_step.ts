import * as tf from "@tensorflow/tfjs";
import type { Heap } from "../kernels/mod.ts";
import type { Objective } from "./objective.ts";
import type { OptimizerState } from "./optimizer_state.ts";
import { type Parameter, valuesOf } from "./plan/op.ts";
import { PLAN_OPTIMIZERS } from "./plan/optimizers.ts";
import { createPlan } from "./plan/plan.ts";
import type { BatchScore } from "./score.ts";
import type { TrainerSettings } from "./trainer.ts";

/** A training step by a plan: the model turned once into a list of kernel calls. */
export type PlanStep = {
  /** Room for so many examples, to be filled before `run`; holds until the next allocation. */
  input(count: number): Float32Array;
  /** One step on the first `count` examples. */
  run(count: number, targets: ArrayLike<number>): BatchScore;
  /** Whether every weight, as it is now, is a number and not infinite. */
  isFinite(): boolean;
  /** Gives the model the weights as they are now. */
  keep(): void;
  /** What the optimiser has learnt by now. */
  state(): OptimizerState;
  dispose(): void;
};

/**
 * Makes the step, or says in words why this model cannot be trained so.
 *
 * @param model The model.
 * @param sample Some typical examples.
 * @param objective What the model is trained for.
 * @param heap The WASM backend.
 * @param settings The most examples a step, and the optimiser.
 */
export function createPlanStep(
  model: tf.LayersModel,
  sample: Float32Array,
  { activation, scoreInPlace }: Objective,
  heap: Heap,
  settings: TrainerSettings,
): PlanStep | string {
  const { batchSize, optimizer: name } = settings;
  const createOptimizer = PLAN_OPTIMIZERS[name];
  if (!createOptimizer) return `the optimiser is ${name}`;
  const plan = createPlan(model, heap, { batchSize, sample, training: true, activation });
  if (typeof plan === "string") return plan;
  const trained = plan.parameters.filter(({ learns }) => learns);
  const optimizer = createOptimizer(trained, heap, settings);
  const size = model.inputs[0]!.shape.slice(1).reduce((a, b) => a! * b!, 1)!;
  const outputs = model.outputs[0]!.shape[1]!;
  return {
    input: (count) => heap.floats(plan.input, count * size),
    run(count, targets) {
      plan.forward(count);
      const score = scoreInPlace(heap.floats(plan.output, count * outputs), targets, outputs);
      plan.backward(count);
      optimizer.step();
      return score;
    },
    isFinite: () => plan.parameters.every(({ value, size }) => heap.kernels.isFinite(value, size)),
    keep: () => writeBack(plan.parameters, heap),
    state: () => ({ name, ...optimizer.state() }),
    dispose() {
      optimizer.dispose();
      plan.dispose();
    },
  };
}

/** Gives every layer of the plan its weights, as new tensors: old ones may be packed elsewhere. */
function writeBack(parameters: readonly Parameter[], heap: Heap): void {
  for (const [layer, own] of Map.groupBy(parameters, ({ layer }) => layer)) {
    const shapes = layer.getWeights().map(({ shape }) => shape);
    const tensors = own.map((parameter) =>
      tf.tensor(valuesOf(parameter, heap), shapes[parameter.index]!)
    );
    layer.setWeights(tensors);
    tf.dispose(tensors);
  }
}
