export { type AveragePrecisionOptions, averagePrecisionScore } from "./average_precision_score.ts";
export { brierLoss, type BrierLossOptions } from "./brier_loss.ts";
export type { ClassAverage } from "./class_columns.ts";
export type { CurveOptions } from "./curve_options.ts";
export { logLoss, type LogLossOptions } from "./log_loss.ts";
export type { PositiveOptions } from "./positives.ts";
export { precisionRecallCurve, type PrecisionRecallPoints } from "./precision_recall_curve.ts";
export type { ClassOptions } from "./probability_rows.ts";
export { type RocAucOptions, rocAucScore } from "./roc_auc_score.ts";
export { rocCurve, type RocPoints } from "./roc_curve.ts";
export {
  type BestThreshold,
  bestThreshold,
  type BestThresholdOptions,
  type OutcomeCosts,
} from "./best_threshold.ts";
export { brierDecomposition, type BrierParts } from "./brier_decomposition.ts";
export {
  type CalibrationBin,
  calibrationCurve,
  type CalibrationOptions,
} from "./calibration_curve.ts";
export {
  type CalibrationErrorOptions,
  expectedCalibrationError,
  maxCalibrationError,
} from "./calibration_error.ts";
export { costCurve, type CostPoints } from "./cost_curve.ts";
export { gainCurve, type GainPoints } from "./gain_curve.ts";
export type { BinOptions } from "./probability_bins.ts";
export {
  type ThresholdRow,
  thresholdTable,
  type ThresholdTableOptions,
} from "./threshold_table.ts";
