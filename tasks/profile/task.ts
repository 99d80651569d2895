import type * as tf from "@tensorflow/tfjs";
import { MODELS } from "../bench/train/models.ts";
import {
  createNetwork,
  type DropoutKind,
  setNetworkWeights,
} from "../bench/shared/networks/create_network.ts";
import { drawExamples, type Drawn } from "../bench/shared/networks/draw_examples.ts";
import { drawWeights } from "../bench/shared/networks/write_problems.ts";
import type { Problem } from "../bench/shared/networks/problem.ts";

/** A network ready to be trained on a batch, again and again. */
export type Task = {
  problem: Problem;
  /** Builds the network with its first weights. */
  create(dropout: DropoutKind): tf.Sequential;
  /** The batch. */
  data: Drawn;
};

/**
 * Makes a network of the table ready.
 *
 * @param name Its name in the table.
 * @param batch Examples a step.
 * @returns The network and a batch for it.
 */
export async function prepareTask(name: string, batch: number): Promise<Task> {
  const { problem } = MODELS[name]!;
  const weights = drawWeights(problem);
  return {
    problem,
    create(dropout) {
      const model = createNetwork(problem, dropout);
      setNetworkWeights(model, weights);
      return model;
    },
    data: await drawExamples(problem, batch),
  };
}
