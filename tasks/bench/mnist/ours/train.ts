/**
 * Contestant "train": what `deno task mnist` runs, `train()` of descent/nn, and its `predict()`.
 *
 * @module
 */

import type * as tf from "@tensorflow/tfjs";
import { documentedCnn, type Examples, predict, train } from "descent/nn";
import { answerQuestions, type Learner } from "../answer.ts";
import { firstBatch, type Problem } from "../problem.ts";
import { setWeights } from "./fit_learner.ts";
import { startWasm } from "./start_wasm.ts";

const SCALE = 1 / 255; // bytes to 0 … 1

await answerQuestions(async (problem, threads) => ({
  ...await startWasm(threads),
  ...trainLearner(problem),
}));

/** It shuffles by its seed: only the losses on a single batch can be compared with the others'. */
function trainLearner(problem: Problem): Pick<Learner, "losses" | "train" | "predict"> {
  const all = examplesOf(problem.train);
  const first = examplesOf(firstBatch(problem));
  const model = createModel(problem);
  const lossesOf = async (model: tf.LayersModel, data: Examples, epochs: number) => {
    const options = { epochs, batchSize: problem.batch, seed: 0, progress: "none" } as const;
    return (await train(model, data, options)).epochs.map(({ loss }) => loss);
  };
  return {
    async losses(steps) {
      const fresh = createModel(problem);
      const losses = await lossesOf(fresh, first, steps);
      fresh.dispose();
      return losses;
    },
    async train() {
      return (await lossesOf(model, all, 1))[0]!;
    },
    predict: (batchSize) => predict(model, problem.test.images, { scale: SCALE, batchSize }),
  };
}

function examplesOf({ images, labels }: Problem["train"]): Examples {
  return { x: images, y: labels, scale: SCALE };
}

function createModel({ weights }: Problem): tf.LayersModel {
  const model = documentedCnn({ seed: 0 });
  setWeights(model, weights);
  return model;
}
