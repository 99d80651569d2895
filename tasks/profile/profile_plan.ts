import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { heapOf, type WatchedWork, watchKernels } from "descent/kernels";
import { compileStep, createPredictor } from "descent/nn";
import { nameArguments, readParameters } from "./kernel_parameters.ts";
import type { Timed } from "./profile.ts";
import { type Call, clockMs, createTally } from "./tally.ts";
import type { Task } from "./task.ts";
import { type Int32At, sumOfWork, workOf } from "./work.ts";

/** Steps before those that count: the engine compiles what runs often, and threads start. */
export const WARM_UP = 5;
const WARM_UP_MS = 300;

/** A compiled plan that does the same again and again. */
type Plan = { run(): void; dispose(): void };

/**
 * Times the kernels of a compiled plan: of a training step, or of `predict()`. A step that is watched
 * and one that is not take turns, so that the watching can be told from the work.
 *
 * @param task A network that can be compiled, and a batch for it.
 * @param steps How many steps count.
 * @param isPredict Whether the batch is only predicted.
 * @returns The times.
 */
export function profilePlan(task: Task, steps: number, isPredict = false): Timed {
  const heap = heapOf(tf.backend() as BackendWasm);
  const prepare = () => isPredict ? prediction(task) : trainingStep(task);
  const plain = prepare();
  const works: WatchedWork[] = [];
  const stop = watchKernels(heap, (work) => works.push(work));
  try {
    const watched = prepare();
    const parameters = readParameters();
    const tally = createTally(clockMs());
    const stepMs: number[] = [];
    const start = performance.now();
    for (let i = 0; i < WARM_UP || performance.now() - start < WARM_UP_MS; i++) {
      plain.run();
      watched.run();
      works.length = 0;
    }
    for (let step = 0; step < steps; step++) {
      const begun = performance.now();
      plain.run();
      stepMs.push(performance.now() - begun);
      works.length = 0;
      watched.run();
      const int32At: Int32At = (address) =>
        new Int32Array(heap.floats(address, 1).buffer, address, 1)[0]!;
      tally.add(works.map((work) => named(work, parameters, int32At)));
    }
    plain.dispose();
    watched.dispose();
    return { stepMs, rows: tally.rows() };
  } finally {
    stop();
  }
}

function trainingStep({ problem: { optimizer }, create, data }: Task): Plan {
  const model = create("seeded");
  const step = compileStep(model, data, { optimizer });
  model.dispose(); // the step holds copies of its weights
  return { run: () => step.run(data), dispose: () => step.dispose() };
}

function prediction({ create, data: { x, y } }: Task): Plan {
  const model = create("seeded");
  const predictor = createPredictor(model, { batchSize: y.length, sample: x });
  model.dispose(); // so does this
  return {
    run: () => void predictor.run((to) => to.set(x), y.length),
    dispose: () => predictor.dispose(),
  };
}

function named(
  { calls, ms }: WatchedWork,
  parameters: ReadonlyMap<string, string[]>,
  int32At: Int32At,
): Call {
  const works = calls.map(({ name, args }) =>
    workOf(name, nameArguments(parameters.get(name) ?? [], args), int32At)
  );
  const kernel = [...new Set(calls.map(({ name }) => name))].join(", ");
  return { kernel, ms, work: sumOfWork(works) };
}
