export {
  type FairnessGaps,
  fairnessGaps,
  fairnessGapsOfCounts,
  type FairnessOptions,
  type GroupOutcomes,
  type GroupRates,
} from "./fairness_gaps.ts";
export { type Slice, type SliceOptions, type SliceReport, sliceReport } from "./slice_report.ts";
