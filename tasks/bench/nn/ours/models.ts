/**
 * Our contestant: `train()` of descent/nn on the WASM backend.
 *
 * @module
 */

import * as tf from "@tensorflow/tfjs";
import { type Examples, train } from "descent/nn";
import { startWasm } from "../../mnist/ours/start_wasm.ts";
import { answerRace, type RaceTask } from "../../shared/race/answer_race.ts";
import type { NnSettings, Problem } from "../problems.ts";
import { MODELS } from "./create_models.ts";

await answerRace(async ({ folder, settings }) => {
  const { problems, checkedSteps } = settings as NnSettings;
  const { versions, runsOn } = await startWasm();
  const tasks: Record<string, RaceTask> = {};
  for (const problem of problems) tasks[problem.task] = await taskOf(problem, folder, checkedSteps);
  return { versions, runsOn, tasks };
});

async function taskOf(problem: Problem, folder: string, checkedSteps: number): Promise<RaceTask> {
  const { task, input, batch, steps, weights } = problem;
  const floats = async (name: string) =>
    new Float32Array((await Deno.readFile(`${folder}/${task}-${name}.f32`)).buffer);
  const data = { x: await floats("x"), y: await Deno.readFile(`${folder}/${task}-y.u8`) };
  const values = await Promise.all(weights.map((_, i) => floats(`${i}`)));
  const size = input.reduce((product, length) => product * length);
  const first = { x: data.x.subarray(0, batch * size), y: data.y.subarray(0, batch) };

  function create(dropout: boolean): tf.LayersModel {
    const model = MODELS[task](dropout);
    const tensors = values.map((value, i) => tf.tensor(value, [...weights[i]!]));
    model.setWeights(tensors);
    tf.dispose(tensors);
    return model;
  }

  async function lossesOf(model: tf.LayersModel, data: Examples, epochs: number) {
    const optimizer = task === "pipeline" ? "adadelta" : "adam";
    const options = { epochs, batchSize: batch, seed: 0, optimizer, progress: "none" } as const;
    return (await train(model, data, options)).epochs.map(({ loss }) => loss);
  }

  let running: tf.LayersModel | undefined;
  return {
    async check() {
      const model = create(false);
      const losses = await lossesOf(model, first, checkedSteps);
      model.dispose();
      return losses;
    },
    async work() {
      running ??= create(true);
      await lossesOf(running, data, 1);
      return steps;
    },
  };
}
