// Every export of descent/metrics, by theme. laws_test.ts fails where one is missing.

import type { NoMetric, Row } from "./row.ts";
import { CLASSIFICATION } from "./classification.ts";
import { NO_METRICS } from "./no_metrics.ts";
import { PROBABILITY } from "./probability.ts";
import { RANKING } from "./ranking.ts";
import { REGRESSION } from "./regression.ts";
import { STREAMING } from "./streaming.ts";
import { INTERVALS, UNCERTAINTY } from "./uncertainty.ts";

export const ROWS: readonly Row[] = [
  ...CLASSIFICATION,
  ...PROBABILITY,
  ...RANKING,
  ...REGRESSION,
  ...STREAMING,
  ...INTERVALS,
];

export const OTHERS: readonly NoMetric[] = [...NO_METRICS, ...UNCERTAINTY];
