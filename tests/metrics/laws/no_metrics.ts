import type { NoMetric } from "./row.ts";

export const NO_METRICS: readonly NoMetric[] = [
  { covers: ["wilsonInterval"], is: "an interval around a share, from two counts" },
];
