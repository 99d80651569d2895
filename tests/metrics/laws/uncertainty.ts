import type { NoMetric } from "./row.ts";

/** What says how sure one can be of a metric; tests/metrics/uncertainty and comparison try these. */
export const UNCERTAINTY: readonly NoMetric[] = [
  { covers: ["wilsonInterval", "proportionInterval"], is: "an interval from two counts" },
  { covers: ["bootstrapInterval"], is: "an interval from values already resampled" },
  { covers: ["delongInterval", "delongCovariance", "delongTest"], is: "about one or more areas" },
  { covers: ["binomialTest", "mcNemarTest"], is: "a test of counts" },
  { covers: ["pairedTable"], is: "the counts that mcNemarTest takes" },
  { covers: ["pairedTTest", "wilcoxonTest"], is: "a test of two lists of scores" },
];
