/**
 * Models on tfjs: the documented network, training with progress and cancel, scoring, saving.
 *
 * @module
 */

export { Adadelta, type AdadeltaOptions } from "./adadelta.ts";
export { documentedCnn } from "./documented_cnn.ts";
export {
  evaluate,
  type EvaluateOptions,
  type Evaluation,
  type NumericEvaluation,
} from "./evaluate.ts";
export type { Examples, Inputs, NumericExamples } from "./examples.ts";
export type { AnyMeans, EpochLog, Means, StepLog } from "./logs.ts";
export type { MetricName } from "./objective.ts";
export { occlusionMap, type OcclusionOptions } from "./occlusion_map.ts";
export { defaultLearningRate, OPTIMIZER_NAMES, type OptimizerName } from "./optimizers.ts";
export {
  type Architecture,
  binOf,
  type FeatureStatistics,
  featureStatistics,
  loadSealedModel,
  type Passport,
  type PassportEntries,
  type PassportMetric,
  readPassport,
  sealModel,
} from "./passport.ts";
export { predict, type PredictOptions } from "./predict.ts";
export { createPredictor, type Predictor } from "./predictor.ts";
export { createProgress, type Progress, type ProgressMode } from "./progress.ts";
export { type MapOptions, saliencyMap } from "./saliency_map.ts";
export { loadModel, saveModel } from "./save_model.ts";
export { seededDropout } from "./seeded_dropout.ts";
export { train, type TrainOptions, type TrainResult } from "./train.ts";
