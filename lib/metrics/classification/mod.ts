export { accuracyScore, type AccuracyScoreOptions } from "./accuracy_score.ts";
export type { Average, AverageOptions, ZeroDivision } from "./average.ts";
export { type BalancedAccuracyOptions, balancedAccuracyScore } from "./balanced_accuracy_score.ts";
export { type ClassScores, classScores, type ClassScoresOptions } from "./class_scores.ts";
export {
  type ClassificationReport,
  classificationReport,
  type ClassificationReportOptions,
  type ReportRow,
} from "./classification_report.ts";
export { type CohenKappaOptions, cohenKappaScore } from "./cohen_kappa_score.ts";
export { confusionMatrix, type ConfusionMatrixOptions } from "./confusion_matrix.ts";
export { f1Score } from "./f1_score.ts";
export { type FbetaOptions, fbetaScore } from "./fbeta_score.ts";
export { hammingLoss, type HammingLossOptions } from "./hamming_loss.ts";
export { jaccardScore } from "./jaccard_score.ts";
export { type LabelSets, labelSets } from "./label_sets.ts";
export { matthewsCorrelation, type MatthewsOptions } from "./matthews_correlation.ts";
export {
  multilabelConfusionMatrix,
  type MultilabelConfusionOptions,
} from "./multilabel_confusion_matrix.ts";
export { precisionScore } from "./precision_score.ts";
export { recallScore } from "./recall_score.ts";
export { reportText, type ReportTextOptions } from "./report_text.ts";
export { topKAccuracyScore, type TopKOptions } from "./top_k_accuracy_score.ts";
export { zeroOneLoss } from "./zero_one_loss.ts";
