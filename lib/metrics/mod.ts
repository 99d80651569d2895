/**
 * How good predictions are: scores, tables, and how sure one can be of them. Takes plain lists of
 * labels and numbers, never a model.
 *
 * `…Score` is better when higher, `…Error` and `…Loss` when lower.
 *
 * @module
 */

export * from "./calibration/mod.ts";
export * from "./classification/mod.ts";
export * from "./comparison/mod.ts";
export * from "./drift/mod.ts";
export type { Label, Labels } from "./labels.ts";
export * from "./language/mod.ts";
export * from "./probability/mod.ts";
export * from "./ranking/mod.ts";
export * from "./regression/mod.ts";
export * from "./slices/mod.ts";
export * from "./streaming/mod.ts";
export type { ScoreRows } from "./scores.ts";
export * from "./uncertainty/mod.ts";
export { wilsonInterval, type WilsonIntervalOptions } from "./wilson_interval.ts";
