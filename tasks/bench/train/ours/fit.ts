/**
 * Contestants "fit" and "fused": TensorFlow.js's own `model.fit` and `model.predict` on our kernels,
 * with its own Adam or, at the documented example alone, with ours (word "fused").
 *
 * @module
 */

import * as tf from "@tensorflow/tfjs";
import { FusedAdam } from "descent/kernels";
import { startWasm } from "../../mnist/ours/start_wasm.ts";
import { fitTasks } from "../../shared/networks/fit_tasks.ts";
import type { NetworkSettings } from "../../shared/networks/problem.ts";
import { answerRace } from "../../shared/race/answer_race.ts";

const OPTIONS = Deno.args.includes("fused")
  ? { optimizer: () => new FusedAdam(), only: ["documented"], predicts: false }
  : { optimizer: () => tf.train.adam(1e-3) };

await answerRace(async ({ folder, settings, ...start }) => {
  const { threads = start.threads } = settings as NetworkSettings;
  const { versions, runsOn } = await startWasm(threads);
  const tasks = await fitTasks(folder, settings as NetworkSettings, OPTIONS);
  return { versions, runsOn, tasks };
});
