import * as tf from "@tensorflow/tfjs";
import type { Timed } from "./profile.ts";
import { opWork } from "./op_work.ts";
import { WARM_UP } from "./profile_plan.ts";
import { type Call, clockMs, createTally } from "./tally.ts";
import type { Task } from "./task.ts";
import { fitTensors, lossOf } from "../bench/shared/networks/fit_tasks.ts";

/**
 * Times TensorFlow.js's kernels in the steps of `model.fit` with `tf.train.adam`: once unwatched, once
 * with every kernel of the backend in a wrapper that asks the clock.
 *
 * @param task A network, and the examples of `steps` batches and those to warm up.
 * @param steps How many steps count.
 * @returns The times.
 */
export async function profileFit(
  { problem, create, data }: Task,
  steps: number,
): Promise<Timed> {
  const model = create("stock");
  const optimizer = tf.train.adam(1e-3);
  model.compile({ optimizer, loss: lossOf(problem), metrics: ["accuracy"] });
  const { x, y } = fitTensors(problem, data);
  const batchSize = y.shape[0]! / (steps + WARM_UP);
  const fit = (onBatchEnd: () => void) =>
    model.fit(x, y, { batchSize, shuffle: false, verbose: 0, callbacks: { onBatchEnd } });

  const ends: number[] = [];
  await fit(() => ends.push(performance.now()));
  const stepMs = ends.slice(WARM_UP).map((end, i) => end - ends[WARM_UP - 1 + i]!);

  const tally = createTally(clockMs());
  const calls: Call[] = [];
  let step = -WARM_UP;
  const stop = watchOps((call) => calls.push(call));
  try {
    await fit(() => {
      if (step++ >= 0) tally.add(calls);
      calls.length = 0;
    });
  } finally {
    stop();
  }
  tf.dispose([x, y]);
  model.dispose();
  return { stepMs, rows: tally.rows() };
}

/** Puts a wrapper in front of every kernel of the backend in use; the answer takes them away. */
function watchOps(onCall: (call: Call) => void): () => void {
  const kernels = tf.getKernelsForBackend(tf.getBackend());
  for (const kernel of kernels) {
    replace({
      ...kernel,
      kernelFunc(params) {
        const begun = performance.now();
        const outputs = kernel.kernelFunc(params);
        const ms = performance.now() - begun;
        const work = opWork(kernel.kernelName, params, [outputs].flat());
        onCall({ kernel: kernel.kernelName, ms, work });
        return outputs;
      },
    });
  }
  return () => kernels.forEach(replace);
}

function replace(kernel: tf.KernelConfig): void {
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}
