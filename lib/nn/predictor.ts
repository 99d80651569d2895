import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { checkInteger } from "../core/mod.ts";
import { type Heap, heapOf } from "../kernels/mod.ts";
import { sigmoidInPlace } from "./binary_cross_entropy.ts";
import { endingOf } from "./plan/ending.ts";
import { lastLayer } from "./plan/graph.ts";
import { createPlan } from "./plan/plan.ts";

/** A model made ready for many calls. */
export type Predictor = {
  /** Whether the model was compiled to a fixed list of kernel calls. */
  readonly compiled: boolean;
  /**
   * The output for `count` examples, shape (count, k), row-major.
   *
   * @param write Writes the examples, one after the other, to where the model reads them.
   * @param count How many, 1 to `batchSize`.
   */
  run(write: (to: Float32Array) => void, count: number): Float32Array | Promise<Float32Array>;
  /** Frees what was made ready; the model stays. */
  dispose(): void;
};

/**
 * Makes a model ready to be asked often, as a service does: a model that can be compiled is compiled
 * once. What the model's weights are then is what answers.
 *
 * @param model A model with one input and one output, shape (n, k).
 * @param options `batchSize`: the most examples of a call. `sample`: typical examples, which may
 * choose a faster way, not another result. @default none
 * @returns The predictor.
 * @throws {RangeError} If `batchSize` is below 1.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { createPredictor } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const ones = { kernelInitializer: "ones" as const, units: 1, inputShape: [2] };
 * const model = tf.sequential({ layers: [tf.layers.dense(ones)] });
 * const predictor = createPredictor(model, { batchSize: 8 });
 * assertEquals([...await predictor.run((to) => to.set([1, 2, 3, 4]), 2)], [3, 7]);
 * predictor.dispose();
 * ```
 */
export function createPredictor(
  model: tf.LayersModel,
  { batchSize, sample = new Float32Array(0) }: { batchSize: number; sample?: Float32Array },
): Predictor {
  checkInteger("predict", "batchSize", batchSize, 1);
  return compiledPredictor(model, { batchSize, sample, borrows: false }) ?? modelPredictor(model);
}

/** The same for calls that follow at once: a compiled one does not copy the weights. */
export function createBriefPredictor(
  model: tf.LayersModel,
  options: { batchSize: number; sample: Float32Array },
): Predictor {
  return compiledPredictor(model, { ...options, borrows: true }) ?? modelPredictor(model);
}

/** The activations that a plan leaves to the end, of rows of the output. */
const FINISH: Record<string, (heap: Heap, at: number, rows: number, columns: number) => void> = {
  softmax(heap, at, rows, columns) {
    const [scratch] = heap.scratch(2 * (columns + 1)) as [number];
    heap.kernels.softmax(at, rows, columns, scratch);
  },
  sigmoid: (heap, at, rows, columns) => sigmoidInPlace(heap.floats(at, rows * columns)),
  linear: () => {},
};

function compiledPredictor(
  model: tf.LayersModel,
  options: { batchSize: number; sample: Float32Array; borrows: boolean },
): Predictor | null {
  if (tf.getBackend() !== "wasm") return null;
  const activation = endingOf(lastLayer(model));
  const finish = FINISH[activation]!;
  const heap = heapOf(tf.backend() as BackendWasm);
  const plan = createPlan(model, heap, { ...options, training: false, activation });
  if (typeof plan === "string") return null;
  const size = sizeOfExample(model);
  const outputs = model.outputs[0]!.shape[1]!;
  return {
    compiled: true,
    run(write, count) {
      write(heap.floats(plan.input, count * size));
      plan.forward(count);
      finish(heap, plan.output, count, outputs);
      return heap.floats(plan.output, count * outputs).slice(); // a view dies as the heap grows
    },
    dispose: () => plan.dispose(),
  };
}

function modelPredictor(model: tf.LayersModel): Predictor {
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const size = sizeOfExample(model);
  return {
    compiled: false,
    async run(write, count) {
      const values = new Float32Array(count * size);
      write(values);
      const x = tf.tensor(values, [count, ...shape]);
      const y = tf.tidy(() => model.predictOnBatch(x) as tf.Tensor);
      try {
        return await y.data() as Float32Array;
      } finally {
        tf.dispose([x, y]);
      }
    },
    dispose() {},
  };
}

function sizeOfExample(model: tf.LayersModel): number {
  return (model.inputs[0]!.shape.slice(1) as number[]).reduce((a, b) => a * b, 1);
}
