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
} from "./delong.ts";
export type { Estimate, LevelOptions } from "./estimate.ts";
export {
  proportionInterval,
  type ProportionIntervalOptions,
  type ProportionMethod,
} from "./proportion_interval.ts";
