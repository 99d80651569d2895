export {
  type BootstrapInterval,
  bootstrapInterval,
  type BootstrapIntervalOptions,
  type BootstrapMethod,
  type Replicates,
} from "./bootstrap_interval.ts";
export {
  delongCovariance,
  delongInterval,
  type DelongOptions,
  type DelongTest,
  delongTest,
  type DelongTestOptions,
} from "./delong.ts";
export type { Estimate, LevelOptions } from "./estimate_type.ts";
export {
  proportionInterval,
  type ProportionIntervalOptions,
  type ProportionMethod,
} from "./proportion_interval.ts";
export {
  bootstrap,
  bootstrapCounts,
  type BootstrapEstimate,
  type BootstrapOptions,
} from "./bootstrap.ts";
export type { Column } from "./columns.ts";
export { estimate, type EstimateOptions, type Metric } from "./estimate.ts";
export { estimateCounts } from "./estimate_counts.ts";
