import * as tf from "@tensorflow/tfjs";
import type { RaceTask } from "../race/answer_race.ts";
import { createNetwork, type DropoutKind, setNetworkWeights } from "./create_network.ts";
import { type NetworkSettings, predictTask, type Problem } from "./problem.ts";
import { type ReadProblem, readProblem } from "./read_problem.ts";

/** A contestant that calls `model.fit`. */
export type FitOptions = {
  /** Its optimiser, anew for every model. */
  optimizer: () => tf.Optimizer;
  /** The problems that it takes part in. @default all */
  only?: readonly string[];
  /** Whether it predicts too. @default true */
  predicts?: boolean;
};

/**
 * What TensorFlow.js's own `model.fit` and `model.predict` do in a race of networks.
 *
 * @param folder Where the problems lie.
 * @param settings What is raced.
 * @param options Its optimiser, and what it takes part in.
 * @returns A task for training each, and one for each round of inference.
 */
export async function fitTasks(
  folder: string,
  { problems, checkedSteps, predict: rounds = [] }: NetworkSettings,
  { optimizer, only, predicts = true }: FitOptions,
): Promise<Record<string, RaceTask>> {
  const tasks: Record<string, RaceTask> = {};
  for (const problem of problems.filter(({ task }) => only?.includes(task) ?? true)) {
    const data = await readProblem(folder, problem);
    const fresh = (dropout: DropoutKind) => compiled(problem, data.weights, optimizer(), dropout);
    tasks[problem.task] = fitTask(problem, data, fresh, checkedSteps);
    for (const { batch, examples } of predicts ? rounds : []) {
      const { x } = fitTensors(problem, data.examples(examples));
      const task = predictingTask(fresh("none"), x, batch);
      tasks[predictTask(problem.task, batch)] = task;
    }
  }
  return tasks;
}

function compiled(
  problem: Problem,
  weights: readonly Float32Array[],
  optimizer: tf.Optimizer,
  dropout: DropoutKind,
): tf.Sequential {
  const model = createNetwork(problem, dropout);
  setNetworkWeights(model, weights);
  model.compile({ optimizer, loss: lossOf(problem), metrics: ["accuracy"] });
  return model;
}

function fitTask(
  problem: Problem,
  { examples }: ReadProblem,
  fresh: (dropout: DropoutKind) => tf.Sequential,
  checkedSteps: number,
): RaceTask {
  const { batch, steps } = problem;
  const [round, first] = [batch * steps, batch].map((n) => fitTensors(problem, examples(n)));
  const options = { batchSize: batch, shuffle: false, verbose: 0 } as const;
  let running: tf.Sequential | undefined;
  return {
    async check() {
      const model = fresh("none");
      const { history } = await model.fit(first!.x, first!.y, { ...options, epochs: checkedSteps });
      model.dispose();
      return { values: history["loss"] as number[], how: "model.fit" };
    },
    async work() {
      running ??= fresh("stock");
      await running.fit(round!.x, round!.y, { ...options, epochs: 1 });
      return steps;
    },
  };
}

function predictingTask(model: tf.Sequential, x: tf.Tensor, batchSize: number): RaceTask {
  const outputs = async () => {
    const y = model.predict(x, { batchSize }) as tf.Tensor;
    const values = await y.data() as Float32Array;
    y.dispose();
    return values;
  };
  return {
    check: async () => ({ values: await outputs(), how: "model.predict" }),
    async work() {
      await outputs();
      return x.shape[0]!;
    },
  };
}

/**
 * Examples as `model.fit` takes them: numbers of words as whole numbers, each class in a row of its own.
 *
 * @param problem What they are for.
 * @param examples The examples.
 * @returns The tensors, which are to be disposed of.
 */
export function fitTensors(
  { input, data }: Problem,
  { x, y }: { x: Float32Array; y: Uint8Array },
): { x: tf.Tensor; y: tf.Tensor2D } {
  const dtype = data === "texts" ? "int32" : "float32";
  const values = dtype === "int32" ? Int32Array.from(x) : x;
  return {
    x: tf.tensor(values, [y.length, ...input], dtype),
    y: tf.tensor2d(Float32Array.from(y), [y.length, 1]),
  };
}

/** TensorFlow.js's name for the loss of a problem's classes. */
export function lossOf({ layers }: Pick<Problem, "layers">): string {
  const last = layers.at(-1)!;
  const binary = last.kind === "dense" && last.activation === "sigmoid";
  return binary ? "binaryCrossentropy" : "sparseCategoricalCrossentropy";
}
