import { cannot, checkInteger } from "../../core/mod.ts";
import { binomialDensity } from "../distributions/binomial_density.ts";
import { binomialAtLeast, binomialAtMost } from "../distributions/tails.ts";
import { checkAlternative } from "./check_alternative.ts";
import type { Alternative, TestResult } from "./test_result.ts";

/** What `binomialTest` may be told. */
export type BinomialTestOptions = {
  /** The chance of a success if there is nothing to find, from 0 to 1. @default 0.5 */
  chance?: number;
  /** Whether the true chance may be on both sides of it, `"less"` or `"greater"`. @default "two-sided" */
  alternative?: Alternative;
};

/**
 * Exact binomial test: are so many successes in n trials a surprise if each had the given chance?
 *
 * The two-sided p-value adds up every outcome that is as improbable as the one seen, or more so.
 *
 * @param successes How many trials succeeded, a whole number from 0 to n.
 * @param n How many trials there were, a whole number of at least 1.
 * @param options The chance and the alternative.
 * @returns The p-value; the statistic is the share of successes.
 * @throws {RangeError} If a number is not whole or outside its range.
 *
 * @example Seven heads in eight throws
 * ```ts
 * import { binomialTest } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(binomialTest(7, 8).pValue, 18 / 256);
 * assertAlmostEquals(binomialTest(7, 8, { alternative: "greater" }).pValue, 9 / 256);
 * ```
 */
export function binomialTest(
  successes: number,
  n: number,
  { chance = 0.5, alternative = "two-sided" }: BinomialTestOptions = {},
): TestResult {
  checkInteger(ACTION, "n", n, 1);
  checkInteger(ACTION, "successes", successes, 0, n);
  checkAlternative(ACTION, alternative);
  if (!(chance >= 0 && chance <= 1)) {
    throw new RangeError(cannot(ACTION, "chance must lie from 0 to 1", chance));
  }
  const pValue = {
    "less": () => binomialAtMost(successes, n, chance),
    "greater": () => binomialAtLeast(successes, n, chance),
    "two-sided": () => twoSided(successes, n, chance),
  }[alternative]();
  return { statistic: successes / n, pValue, method: "exact binomial test" };
}

const ACTION = "compute binomialTest";

/** Outcomes count as equally improbable when only rounding tells them apart. */
const TIE = 1 + 1e-7;

function twoSided(k: number, n: number, p: number): number {
  const density = (at: number) => binomialDensity(at, n, p, 1 - p);
  const limit = density(k) * TIE;
  const mean = n * p;
  if (k === mean) return 1;
  if (k < mean) {
    const other = firstWhere(Math.ceil(mean), n + 1, (at) => density(at) <= limit);
    return Math.min(1, binomialAtMost(k, n, p) + binomialAtLeast(other, n, p));
  }
  const other = firstWhere(0, Math.floor(mean) + 1, (at) => density(at) > limit) - 1;
  return Math.min(1, binomialAtMost(other, n, p) + binomialAtLeast(k, n, p));
}

/** The first whole number from `low` for which the claim holds, `high` if none; it must stay true. */
function firstWhere(low: number, high: number, holds: (at: number) => boolean): number {
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
