/**
 * Contestant "cpu": the same as "plain" on tfjs's own cpu backend, as tfjs is without us in Deno.
 * It answers no inference: ten thousand images would take minutes.
 *
 * @module
 */

import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { answerQuestions } from "../answer.ts";
import { fitLearner } from "./fit_learner.ts";

await answerQuestions(async (problem) => {
  await useBackend("cpu", { warn: () => {} });
  const { losses, train } = fitLearner(problem, () => tf.train.adam(1e-3));
  const versions = { tfjs: tf.version.tfjs };
  return { versions, epsilonOn: "corrected", runsOn: "JavaScript, 1 thread", losses, train };
});
