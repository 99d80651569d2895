/**
 * Contestant "fused": the same as "plain" but for our Adam, one kernel a parameter.
 *
 * @module
 */

import { FusedAdam } from "descent/kernels";
import { answerQuestions } from "../answer.ts";
import { fitLearner } from "./fit_learner.ts";
import { startWasm } from "./start_wasm.ts";

await answerQuestions(async (problem, threads) => ({
  ...await startWasm(threads),
  ...fitLearner(problem, () => new FusedAdam()),
}));
