/**
 * Models on tfjs: the documented network, training with progress and cancel, scoring, saving.
 *
 * @module
 */

export { documentedCnn } from "./documented_cnn.ts";
export { evaluate, type Evaluation } from "./evaluate.ts";
export type { Examples } from "./examples.ts";
export type { EpochLog, StepLog } from "./logs.ts";
export { defaultLearningRate, OPTIMIZER_NAMES, type OptimizerName } from "./optimizers.ts";
export { predict, type PredictOptions } from "./predict.ts";
export { createProgress, type Progress, type ProgressMode } from "./progress.ts";
export { loadModel, saveModel } from "./save_model.ts";
export { train, type TrainOptions, type TrainResult } from "./train.ts";
