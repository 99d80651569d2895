import type { NoMetric } from "./row.ts";

export const NO_METRICS: readonly NoMetric[] = [
  { covers: ["labelSets"], is: "another form of the same labels" },
];
