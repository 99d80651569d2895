/**
 * Contestant "plain": `model.fit` with tfjs's own layers and `tf.train.adam`, on our kernels.
 *
 * @module
 */

import * as tf from "@tensorflow/tfjs";
import { answerQuestions } from "../answer.ts";
import { fitLearner } from "./fit_learner.ts";
import { startWasm } from "./start_wasm.ts";

await answerQuestions(async (problem, threads) => ({
  ...await startWasm(threads),
  ...fitLearner(problem, () => tf.train.adam(1e-3)),
}));
