import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { checkInteger } from "../core/mod.ts";
import { type Heap, heapOf } from "../kernels/mod.ts";
import { checkInputs, exampleWriter, firstExamples } from "./examples.ts";
import { FINAL_ACTIVATIONS } from "./objective.ts";
import { createPlan, type Plan } from "./plan/plan.ts";

/** Settings of `predict`. */
export type PredictOptions = {
  /** What every value of `x` is multiplied by: 1 / 255 for pixels in bytes. @default 1 */
  scale?: number;
  /** Examples at once; changes nothing but rounding. @default 32 */
  batchSize?: number;
};

/** Gives the output for the examples of these numbers, shape (count, k). */
type Predictor = (rows: Uint32Array) => Float32Array | Promise<Float32Array>;

/**
 * What a model says of every example, as Keras's `model.predict` gives it: of a classifier the
 * probability of every class.
 *
 * On the WASM backend a chain of Conv2D, Flatten and Dense layers is compiled to a fixed list of
 * kernel calls; other models run as tfjs runs them.
 *
 * @param model A model with one input and one output, shape (n, k).
 * @param x n examples one after the other, each of the model's input shape, row-major.
 * @param options How to read `x`.
 * @returns The output, shape (n, k), row-major.
 * @throws {RangeError} If `x` does not fit the model, or a setting is out of range.
 * @throws {TypeError} If the model has not one input and one output of rank 2.
 *
 * @example
 * ```ts
 * import { useBackend } from "descent/backend";
 * import { documentedCnn, predict } from "descent/nn";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = documentedCnn({ seed: 0 });
 * const probabilities = await predict(model, new Uint8Array(784), { scale: 1 / 255 });
 * assertAlmostEquals(probabilities.reduce((sum, p) => sum + p), 1, 1e-6);
 * model.dispose();
 * ```
 */
export async function predict(
  model: tf.LayersModel,
  x: Float32Array | Uint8Array,
  { scale = 1, batchSize = 32 }: PredictOptions = {},
): Promise<Float32Array> {
  checkInteger("predict", "batchSize", batchSize, 1);
  const { n, size, shape, outputs } = checkInputs("predict", model, { x, scale });
  const write = exampleWriter({ x, scale }, size);
  const fits = Math.min(batchSize, n);
  const plan = tryPlan(model, fits, firstExamples(write, fits, size));
  const predictor = plan
    ? planPredictor(plan, write, size, outputs)
    : modelPredictor(model, write, size, shape);
  const values = new Float32Array(n * outputs);
  try {
    for (let at = 0; at < n; at += batchSize) {
      const rows = Uint32Array.from({ length: Math.min(batchSize, n - at) }, (_, i) => at + i);
      values.set(await predictor(rows), at * outputs);
    }
  } finally {
    plan?.dispose();
  }
  return values;
}

type HeapPlan = Plan & { heap: Heap; activation: string };

function tryPlan(
  model: tf.LayersModel,
  batchSize: number,
  sample: Float32Array,
): HeapPlan | null {
  if (tf.getBackend() !== "wasm") return null;
  const heap = heapOf(tf.backend() as BackendWasm);
  const activation = String(model.layers.at(-1)!.getConfig()["activation"]);
  if (!FINAL_ACTIVATIONS[activation]) return null;
  const plan = createPlan(model, heap, { batchSize, sample, training: false, activation });
  return typeof plan === "string" ? null : { ...plan, heap, activation };
}

function planPredictor(
  plan: HeapPlan,
  write: (rows: Uint32Array, to: Float32Array) => void,
  size: number,
  outputs: number,
): Predictor {
  const { heap } = plan;
  return (rows) => {
    write(rows, heap.floats(plan.input, rows.length * size));
    plan.forward(rows.length);
    const values = heap.floats(plan.output, rows.length * outputs);
    FINAL_ACTIVATIONS[plan.activation]!(values, outputs);
    return values.slice(); // the view does not live through a growth of the heap
  };
}

function modelPredictor(
  model: tf.LayersModel,
  write: (rows: Uint32Array, to: Float32Array) => void,
  size: number,
  shape: number[],
): Predictor {
  return async (rows) => {
    const values = new Float32Array(rows.length * size);
    write(rows, values);
    const x = tf.tensor(values, [rows.length, ...shape]);
    const p = tf.tidy(() => model.predictOnBatch(x) as tf.Tensor);
    try {
      return await p.data() as Float32Array;
    } finally {
      tf.dispose([x, p]);
    }
  };
}
