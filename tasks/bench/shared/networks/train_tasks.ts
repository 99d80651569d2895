import type * as tf from "@tensorflow/tfjs";
import { createPredictor, predict, train } from "descent/nn";
import type { RaceTask } from "../race/answer_race.ts";
import { setNetworkWeights } from "./create_network.ts";
import { type NetworkSettings, predictTask, type Problem } from "./problem.ts";
import { type ReadProblem, readProblem } from "./read_problem.ts";

/** Builds a problem's network, with dropout or without. */
export type Create = (problem: Problem, dropout: boolean) => tf.LayersModel;

/**
 * What `train()` and `predict()` of descent/nn do in a race of networks.
 *
 * @param folder Where the problems lie.
 * @param settings What is raced.
 * @param create Builds the networks.
 * @returns A task for training each, and one for each batch of inference.
 */
export async function trainTasks(
  folder: string,
  { problems, checkedSteps, predict: rounds = [] }: NetworkSettings,
  create: Create,
): Promise<Record<string, RaceTask>> {
  const tasks: Record<string, RaceTask> = {};
  for (const problem of problems) {
    const data = await readProblem(folder, problem);
    const fresh = (dropout: boolean) => {
      const model = create(problem, dropout);
      setNetworkWeights(model, data.weights);
      return model;
    };
    tasks[problem.task] = trainTask(problem, data, fresh, checkedSteps);
    for (const { batch, examples } of rounds) {
      const x = data.examples(examples).x;
      tasks[predictTask(problem.task, batch)] = predictingTask(fresh(false), x, examples, batch);
    }
  }
  return tasks;
}

function trainTask(
  { optimizer, batch, steps }: Problem,
  { examples }: ReadProblem,
  fresh: (dropout: boolean) => tf.LayersModel,
  checkedSteps: number,
): RaceTask {
  const [round, first] = [examples(batch * steps), examples(batch)];
  const options = { batchSize: batch, seed: 0, optimizer, progress: "none" } as const;
  let running: tf.LayersModel | undefined;
  return {
    async check() {
      const model = fresh(false);
      const { epochs, path, why } = await train(model, first, { ...options, epochs: checkedSteps });
      model.dispose();
      const how = path === "compiled" ? "compiled plan" : `model.fit: ${why}`;
      return { values: epochs.map(({ loss }) => loss), how };
    },
    async work() {
      running ??= fresh(true);
      await train(running, round, { ...options, epochs: 1 });
      return steps;
    },
  };
}

function predictingTask(
  model: tf.LayersModel,
  x: Float32Array,
  n: number,
  batchSize: number,
): RaceTask {
  return {
    async check() {
      const predictor = createPredictor(model, { batchSize });
      predictor.dispose();
      const values = await predict(model, x, { batchSize });
      return { values, how: predictor.compiled ? "compiled plan" : "model.predict" };
    },
    async work() {
      await predict(model, x, { batchSize });
      return n;
    },
  };
}
