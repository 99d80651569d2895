/** What one batch gave. */
export type BatchScore = {
  /** Sum of the examples' losses. */
  lossSum: number;
  /** Sum of the examples' metrics: 1 for each one right, or the mean distance of its numbers. */
  metricSum: number;
};
