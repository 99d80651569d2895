import { cannot, checkInteger } from "../../core/mod.ts";
import { binomialDensity } from "../distributions/binomial_density.ts";
import { binomialAtMost, chiSquareAbove } from "../distributions/tails.ts";
import { checkLabels, type Labels } from "../labels.ts";
import type { TestResult } from "./test_result.ts";

/**
 * How two models did on the same samples: `[[both right, only A], [only B, both wrong]]`, where
 * "only A" counts the samples that A got right and B wrong.
 */
export type PairedTable = [[number, number], [number, number]];

/**
 * Counts on which samples two models were right.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1.
 * @param predictions The labels that models A and B predicted, shape `(n)` each.
 * @returns The table that `mcNemarTest` takes.
 * @throws {RangeError} If the lengths differ or are 0, or a number is not whole.
 * @throws {TypeError} If numbers, texts and truth values are mixed.
 *
 * @example
 * ```ts
 * import { pairedTable } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pairedTable([1, 1, 0, 0], [[1, 1, 0, 1], [1, 0, 0, 1]]), [[2, 1], [0, 1]]);
 * ```
 */
export function pairedTable(yTrue: Labels, [predA, predB]: readonly [Labels, Labels]): PairedTable {
  const action = "compute pairedTable";
  checkLabels(action, yTrue, predA);
  checkLabels(action, yTrue, predB);
  const table: PairedTable = [[0, 0], [0, 0]];
  for (let i = 0; i < yTrue.length; i++) {
    table[predA[i] === yTrue[i] ? 0 : 1][predB[i] === yTrue[i] ? 0 : 1]++;
  }
  return table;
}

/** What `mcNemarTest` may be told. */
export type McNemarOptions = {
  /**
   * `"exact"` is the binomial distribution itself; `"midP"` counts the outcome seen by half, which
   * is less cautious and mostly nearer to the level promised; `"asymptotic"` and `"corrected"` are
   * the chi-square approximations without and with continuity correction, for many disagreements.
   *
   * @default "exact"
   */
  method?: "exact" | "midP" | "asymptotic" | "corrected";
};

/**
 * McNemar's test: is one of two models more often right than the other on the same samples?
 *
 * Only the samples count on which one was right and the other wrong, b and c of them. Were the
 * models equally good, each of those would be a throw of a coin.
 *
 * - exact: statistic min(b, c), `p = 2 P(X <= min(b, c))` for X of Bin(b + c, ½), at most 1
 * - midP: the same less `P(X = min(b, c))`
 * - asymptotic: statistic `(b − c)² / (b + c)`, chi-square with 1 degree of freedom
 * - corrected: statistic `(|b − c| − 1)² / (b + c)`
 *
 * Without any disagreement there is no evidence: statistic 0, p 1.
 *
 * @param table From {@linkcode pairedTable}: whole numbers of at least 0.
 * @param options The method.
 * @returns Statistic and two-sided p-value.
 * @throws {RangeError} If a count is not whole or below 0, or the method is not known.
 *
 * @example A alone is right 30 times, B alone 12 times
 * ```ts
 * import { mcNemarTest } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { pValue } = mcNemarTest([[900, 30], [12, 58]]);
 * assertAlmostEquals(pValue, 0.0079159, 1e-7);
 * ```
 *
 * Source: Q. McNemar, Psychometrika 12 (1947), 153–157; M. Fagerland, S. Lydersen and P. Laake,
 * "The McNemar test for binary matched-pairs data", BMC Medical Research Methodology 13 (2013) 91.
 */
export function mcNemarTest(
  table: PairedTable,
  { method = "exact" }: McNemarOptions = {},
): TestResult {
  for (const count of table.flat()) checkInteger(ACTION, "each count", count);
  const test = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (!test) {
    const known = Object.keys(METHODS).join(", ");
    throw new RangeError(cannot(ACTION, `method must be one of ${known}`, method));
  }
  const [b, c] = [table[0][1], table[1][0]];
  const { statistic, pValue } = b + c === 0 ? { statistic: 0, pValue: 1 } : test(b, c);
  return { statistic, pValue, method: `McNemar, ${method}` };
}

const ACTION = "compute mcNemarTest";

type Found = { statistic: number; pValue: number };

const METHODS: Record<NonNullable<McNemarOptions["method"]>, (b: number, c: number) => Found> = {
  exact: (b, c) => ({ statistic: Math.min(b, c), pValue: twoSided(b, c) }),
  midP: (b, c) => {
    const seen = binomialDensity(Math.min(b, c), b + c, 0.5, 0.5);
    const pValue = b === c ? 1 : 2 * binomialAtMost(Math.min(b, c), b + c, 0.5) - seen;
    return { statistic: Math.min(b, c), pValue: Math.min(1, pValue) };
  },
  asymptotic: (b, c) => chiSquare((b - c) ** 2 / (b + c)),
  corrected: (b, c) => chiSquare((Math.abs(b - c) - 1) ** 2 / (b + c)),
};

function twoSided(b: number, c: number): number {
  return b === c ? 1 : Math.min(1, 2 * binomialAtMost(Math.min(b, c), b + c, 0.5));
}

function chiSquare(statistic: number): Found {
  return { statistic, pValue: chiSquareAbove(statistic, 1) };
}
