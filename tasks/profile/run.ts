import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import { heapOf } from "descent/kernels";
import { train } from "descent/nn";
import { median } from "../bench/shared/statistics.ts";
import type { Profile, Timed } from "./profile.ts";
import { profileFit } from "./profile_fit.ts";
import { profilePlan, WARM_UP } from "./profile_plan.ts";
import { prepareTask } from "./task.ts";
import { awaitThreads, better, measureYardsticks, type Yardsticks } from "./yardsticks.ts";

/** What shall be profiled. */
export type ProfileRequest = {
  /** The network's name in `deno task bench train`. */
  model: string;
  /** Steps that are timed. */
  steps: number;
  /** Examples a step. @default 32 */
  batch?: number;
  /** Whether `model.fit` is profiled even where the step can be compiled. @default false */
  fit?: boolean;
  /** Whether `predict()` of the batch is profiled instead of a training step. @default false */
  predict?: boolean;
  /** Threads that share the work. @default one a processor */
  threads?: number;
  /** What this machine allows. @default measured, before and after */
  yardsticks?: Yardsticks;
};

/**
 * Profiles the training step of a network, as a compiled plan where there is one, else as `model.fit`
 * makes it; or the compiled plan that `predict()` runs.
 *
 * @param request Which network, how many steps, how large a batch.
 * @returns Where the time goes.
 */
export async function profile(
  { model, steps, batch = 32, fit = false, predict = false, ...more }: ProfileRequest,
): Promise<Profile> {
  const wanted = more.threads === undefined ? {} : { threads: more.threads };
  const { threads = 1 } = await useBackend("wasm", wanted);
  const heap = heapOf(tf.backend() as BackendWasm);
  await awaitThreads(heap);
  const before = more.yardsticks ?? measureYardsticks(heap);
  const task = await prepareTask(model, batch);
  const why = fit || predict ? undefined : await whyNoPlan(task, batch);
  const isFit = fit || why !== undefined;
  const timed = isFit
    ? await profileFit(await prepareTask(model, batch * (steps + WARM_UP)), steps)
    : profilePlan(task, steps, predict);
  const yardsticks = more.yardsticks ?? better(before, measureYardsticks(heap));
  return {
    model,
    label: task.problem.label,
    batch,
    steps,
    path: isFit ? "fit" : predict ? "predict" : "plan",
    ...(why === undefined ? {} : { why }),
    threads,
    ...summary(timed),
    yardsticks,
  };
}

function summary({ stepMs, rows }: Timed) {
  const least = Math.min(...stepMs);
  const inKernels = rows.reduce((sum, { leastMs }) => sum + leastMs, 0);
  return {
    stepMs: { least, median: median(stepMs) },
    rows,
    betweenMs: Math.max(0, least - inKernels),
  };
}

/** Why `train()` does not compile this network; undefined if it does. */
async function whyNoPlan(
  { create, data }: Awaited<ReturnType<typeof prepareTask>>,
  batchSize: number,
): Promise<string | undefined> {
  const model = create("seeded");
  const { path, why } = await train(model, data, {
    epochs: 1,
    seed: 0,
    batchSize,
    progress: "none",
  });
  model.dispose();
  return path === "compiled" ? undefined : why;
}
