// Every export of descent/metrics, by theme. laws_test.ts fails where one is missing.

import type { NoMetric, Row } from "./row.ts";
import { CLASSIFICATION } from "./classification.ts";
import { NO_METRICS } from "./no_metrics.ts";

export const ROWS: readonly Row[] = [...CLASSIFICATION];

export const OTHERS: readonly NoMetric[] = NO_METRICS;
