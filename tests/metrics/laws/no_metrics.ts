import type { NoMetric } from "./row.ts";

export const NO_METRICS: readonly NoMetric[] = [];
