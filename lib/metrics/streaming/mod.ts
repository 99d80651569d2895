export { type AccuracyStream, accuracyStream } from "./accuracy_stream.ts";
export {
  type AucEstimate,
  type AucStream,
  aucStream,
  type AucStreamOptions,
} from "./auc_stream.ts";
export { type BrierStream, brierStream } from "./brier_stream.ts";
export { type ConfusionStream, confusionStream, type NamedConfusion } from "./confusion_stream.ts";
export type { ExactSum } from "./exact_sum.ts";
export { type LogLossStream, logLossStream } from "./log_loss_stream.ts";
export type { MeanState } from "./mean_stream.ts";
export {
  type RegressionStream,
  regressionStream,
  type RegressionSummary,
} from "./regression_stream.ts";
export type { BatchOptions, Stream } from "./stream.ts";
