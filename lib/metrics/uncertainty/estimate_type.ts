/** A number with how sure one can be of it. */
export type Estimate = {
  /** The number itself, from the data at hand. */
  value: number;
  /** Lower and upper end of where the true number lies, at the level asked for. */
  interval: [number, number];
  /** How many samples it rests on. */
  n: number;
  /** How the interval was made: `"wilson"`, `"delong"`, `"bootstrap percentile"` … */
  method: string;
};

/** What everything with an interval may be told. */
export type LevelOptions = {
  /** How often such intervals hold the true number, between 0 and 1. @default 0.95 */
  level?: number;
};
