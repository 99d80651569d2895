import {
  type BootstrapEstimate,
  type Estimate,
  holmCorrection,
  type TestResult,
  tTestOfMoments,
} from "descent/metrics";
import type { ComparisonRow, IntervalOptions } from "./report.ts";
import type { Spread } from "./spread.ts";

/** A row whose p-value stands alone. */
export type UncorrectedRow = Omit<ComparisonRow, "test"> & { test: TestResult };

/** The rows of a table, their p-values corrected for being several. */
export function correctedRows(rows: readonly UncorrectedRow[]): ComparisonRow[] {
  const corrected = holmCorrection(rows.map(({ test }) => test.pValue));
  return rows.map((row, i) => {
    const { statistic, pValue, method } = row.test;
    return { ...row, test: { statistic, pValue, method, corrected: corrected[i]! } };
  });
}

/** A mean loss of both models, by the spread of its differences; nothing where one has none. */
export function spreadRow(
  name: string,
  [a, b]: readonly [Spread | undefined, Spread | undefined],
  differences: Spread | undefined,
  { level }: IntervalOptions,
): UncorrectedRow[] {
  if (!a || !b || !differences) return [];
  const { mean, variance, n } = differences;
  const row = { name, better: "lower" as const, a: a.mean, b: b.mean };
  if (mean === 0 && variance === 0) {
    const test = { statistic: 0, pValue: 1, method: "paired t-test, two-sided" };
    return [{ ...row, difference: differences.estimate(level), test }];
  }
  const { difference, statistic, pValue, method } = tTestOfMoments({ mean, variance, n }, {
    level,
  });
  return [{ ...row, difference, test: { statistic, pValue, method } }];
}

/** A paired bootstrap without its resamples. */
export function pairedEstimate({ value, interval, n, method }: BootstrapEstimate): Estimate {
  return { value, interval, n, method: `paired ${method}` };
}

/** In how many resamples the difference changes its sign, as `comparePredictions` asks. */
export function signTest(difference: number, replicates: Float64Array): TestResult {
  const notAbove = replicates.filter((d) => d <= 0).length;
  const notBelow = replicates.filter((d) => d >= 0).length;
  const pValue = Math.min(1, 2 * (1 + Math.min(notAbove, notBelow)) / (1 + replicates.length));
  return { statistic: difference, pValue, method: "paired bootstrap" };
}
