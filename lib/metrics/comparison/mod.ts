export { binomialTest, type BinomialTestOptions } from "./binomial_test.ts";
export { type McNemarOptions, mcNemarTest, type PairedTable, pairedTable } from "./mcnemar_test.ts";
export { type PairedTTest, pairedTTest, type PairedTTestOptions } from "./paired_t_test.ts";
export type { Alternative, TestResult } from "./test_result.ts";
export { type WilcoxonOptions, wilcoxonTest } from "./wilcoxon_test.ts";
