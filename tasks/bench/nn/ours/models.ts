/**
 * Our contestant: `train()` of descent/nn on the WASM backend.
 *
 * @module
 */

import { startWasm } from "../../mnist/ours/start_wasm.ts";
import type { NetworkSettings } from "../../shared/networks/problem.ts";
import { trainTasks } from "../../shared/networks/train_tasks.ts";
import { answerRace } from "../../shared/race/answer_race.ts";
import { MODELS } from "./create_models.ts";

await answerRace(async ({ folder, threads, settings }) => {
  const { versions, runsOn } = await startWasm(threads);
  const create = ({ task }: { task: string }, dropout: boolean) => MODELS[task]!(dropout);
  return { versions, runsOn, tasks: await trainTasks(folder, settings as NetworkSettings, create) };
});
