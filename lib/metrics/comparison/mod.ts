export { binomialTest, type BinomialTestOptions } from "./binomial.ts";
export { type McNemarOptions, mcNemarTest, type PairedTable, pairedTable } from "./mcnemar.ts";
export {
  type Moments,
  type PairedTTest,
  pairedTTest,
  type PairedTTestOptions,
  tTestOfMoments,
} from "./paired_t.ts";
export type { Alternative, TestResult } from "./test_result.ts";
export { type WilcoxonOptions, wilcoxonTest } from "./wilcoxon.ts";
export { comparePredictions, type Comparison } from "./compare_predictions.ts";
export { fiveByTwoCvTest, type FiveByTwoOptions } from "./five_by_two_cv.ts";
export { holmCorrection } from "./holm_correction.ts";
export {
  type Disagreement,
  mcNemarPower,
  mcNemarSampleSize,
  type PowerOptions,
  type SampleSizeOptions,
} from "./power.ts";
export {
  proportionSampleSize,
  type ProportionSampleSizeOptions,
} from "./proportion_sample_size.ts";
