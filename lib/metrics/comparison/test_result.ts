/** What a test of a hypothesis finds. */
export type TestResult = {
  /** The number that the test looks at; its meaning is the test's. */
  statistic: number;
  /**
   * How probable a result at least as extreme is where there is no difference, 0 to 1. Not the
   * probability that there is none.
   */
  pValue: number;
  /** Which test, in words. */
  method: string;
};

/** Which differences count as evidence: both ways, only a smaller first, only a greater first. */
export type Alternative = "two-sided" | "less" | "greater";
