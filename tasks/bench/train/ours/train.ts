/**
 * Contestant "train": `train()` and `predict()` of descent/nn.
 *
 * @module
 */

import { startWasm } from "../../mnist/ours/start_wasm.ts";
import { createNetwork } from "../../shared/networks/create_network.ts";
import type { NetworkSettings } from "../../shared/networks/problem.ts";
import { trainTasks } from "../../shared/networks/train_tasks.ts";
import { answerRace } from "../../shared/race/answer_race.ts";

await answerRace(async ({ folder, settings, ...start }) => {
  const { threads = start.threads } = settings as NetworkSettings;
  const { versions, runsOn } = await startWasm(threads);
  const tasks = await trainTasks(
    folder,
    settings as NetworkSettings,
    (problem, dropout) => createNetwork(problem, dropout ? "seeded" : "none"),
  );
  return { versions, runsOn, tasks };
});
