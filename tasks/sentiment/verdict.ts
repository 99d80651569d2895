import { holmCorrection } from "descent/metrics";
import type { Difference } from "./score.ts";

/** What the tests allow one to say of the networks and a baseline. */
export type Verdict = {
  baseline: string;
  /** The mean over the seeds of network less baseline, in accuracy. */
  meanDifference: number;
  /** Of how many seeds the network is better, or worse, by the tests. */
  better: number;
  worse: number;
  seeds: number;
};

/** How sure one must be, over all tests of a run together. */
export const ALPHA = 0.05;

/** Counts for each baseline; p-values are corrected by Holm's method, since tests are many. */
export function verdictsOf(differences: Difference[]): Verdict[] {
  const corrected = holmCorrection(differences.map(({ pValue }) => pValue));
  const names = [...new Set(differences.map(({ baseline }) => baseline))];
  return names.map((name) => {
    const rows = differences.map((row, i) => ({ ...row, p: corrected[i]! }))
      .filter(({ baseline }) => baseline === name);
    const sure = rows.filter(({ p }) => p < ALPHA);
    return {
      baseline: name,
      meanDifference: rows.reduce((sum, { value }) => sum + value, 0) / rows.length,
      better: sure.filter(({ value }) => value > 0).length,
      worse: sure.filter(({ value }) => value < 0).length,
      seeds: rows.length,
    };
  });
}
