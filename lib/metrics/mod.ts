/**
 * How good predictions are: scores, tables, and how sure one can be of them. Takes plain lists of
 * labels and numbers, never a model.
 *
 * `…Score` is better when higher, `…Error` and `…Loss` when lower.
 *
 * @module
 */

export * from "./comparison/mod.ts";
export * from "./regression/mod.ts";
export * from "./uncertainty/mod.ts";
export { accuracyScore, type AccuracyScoreOptions } from "./accuracy_score.ts";
export { confusionMatrix, type ConfusionMatrixOptions } from "./confusion_matrix.ts";
export type { Label, Labels } from "./labels.ts";
export { wilsonInterval, type WilsonIntervalOptions } from "./wilson_interval.ts";
