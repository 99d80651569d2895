/**
 * Models on tfjs: the documented networks, training with progress and cancel, scoring, saving.
 *
 * @module
 */

export { Adadelta, type AdadeltaOptions } from "./adadelta.ts";
export { bagOfWordsNetwork, type BagOfWordsNetworkOptions } from "./bag_of_words_network.ts";
export { type CompiledStep, compileStep, type CompileStepOptions } from "./compile_step.ts";
export { digitsCnn, type DigitsCnnOptions } from "./digits_cnn.ts";
export { documentedCnn } from "./documented_cnn.ts";
export {
  evaluate,
  type EvaluateOptions,
  type Evaluation,
  type NumericEvaluation,
} from "./evaluate.ts";
export type { Examples, Inputs, NumericExamples } from "./examples.ts";
export { gradientByStep } from "./gradient_by_step.ts";
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
export { loadOptimizer, type OptimizerState, saveOptimizer } from "./optimizer_state.ts";
export { pooledCnn } from "./pooled_cnn.ts";
export { predict, type PredictOptions } from "./predict.ts";
export { createPredictor, type Predictor } from "./predictor.ts";
export { createProgress, type Progress, type ProgressMode } from "./progress.ts";
export { type RecallTask, recallTask, type RecallTaskOptions } from "./recall_task.ts";
export { regressionNetwork, type RegressionNetworkOptions } from "./regression_network.ts";
export { type MapOptions, saliencyMap } from "./saliency_map.ts";
export { loadModel, saveModel } from "./save_model.ts";
export { seededDropout } from "./seeded_dropout.ts";
export { sentimentLstm, type SentimentLstmOptions } from "./sentiment_lstm.ts";
export { type SequenceCell, sequenceModel, type SequenceModelOptions } from "./sequence_model.ts";
export { train, type TrainOptions, type TrainResult } from "./train.ts";
export { type NewHeadOptions, withNewHead } from "./with_new_head.ts";
