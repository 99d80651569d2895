import { cannot, checkBetween } from "../../core/mod.ts";
import { checkFinite } from "../regression/numbers.ts";
import type { LevelOptions } from "../uncertainty/estimate_type.ts";
import type { DriftTest } from "./drift_result.ts";

/**
 * Kolmogorov and Smirnov's test of two samples: do they come from one distribution?
 *
 * `D = max over x of |F_n(x) − G_m(x)|`, with F and G the shares of values up to x
 *
 * The p-value is exact where n · m is at most a million, by counting the orders in which the values
 * may come; beyond, Kolmogorov's limit for many values. Ties make it larger than it should be.
 *
 * The interval of D holds for every distribution and any n: F and G are each within
 * `√(log(4 / (1 − level)) / 2n)` of the truth. It is wide.
 *
 * @param reference Values then, shape `(n)`, n >= 1.
 * @param current Values now, shape `(m)`, m >= 1.
 * @param options The level.
 * @returns D as `statistic` and as `distance`, 0 to 1, and the p-value.
 * @throws {RangeError} If a list is empty, a value is not finite, or the level is outside its range.
 * @throws {TypeError} If a value is not a number.
 *
 * @example
 * ```ts
 * import { kolmogorovSmirnovTest } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { statistic, pValue } = kolmogorovSmirnovTest([1, 2, 3, 4], [5, 6, 7, 8]);
 * assertAlmostEquals(statistic, 1);
 * assertAlmostEquals(pValue, 2 / 70); // of 70 orders only these two have D = 1
 * ```
 *
 * Source: J. Hodges, "The significance probability of the Smirnov two-sample test", Arkiv för
 * Matematik 3 (1958), 469–486; P. Massart, Annals of Probability 18 (1990), for the interval.
 */
export function kolmogorovSmirnovTest(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  { level = 0.95 }: LevelOptions = {},
): DriftTest {
  checkBetween(ACTION, "level", level, 0, 1);
  const [a, b] = [sorted("reference", reference), sorted("current", current)];
  const statistic = largestDifference(a, b);
  const isExact = a.length * b.length <= MOST_EXACT;
  const reach = (n: number) => Math.sqrt(Math.log(4 / (1 - level)) / (2 * n));
  const half = reach(a.length) + reach(b.length);
  return {
    statistic,
    pValue: isExact ? exact(statistic, a.length, b.length) : limit(statistic, a.length, b.length),
    method: `Kolmogorov-Smirnov, ${isExact ? "exact" : "limit"}`,
    distance: {
      value: statistic,
      interval: [Math.max(0, statistic - half), Math.min(1, statistic + half)],
      n: a.length + b.length,
      method: "Dvoretzky-Kiefer-Wolfowitz",
    },
  };
}

const ACTION = "compute kolmogorovSmirnovTest";

/** So many steps take a few milliseconds. */
const MOST_EXACT = 1e6;

function sorted(name: string, values: ArrayLike<number>): Float64Array {
  if (values.length === 0) {
    throw new RangeError(cannot(ACTION, `${name} must hold at least one value`, []));
  }
  checkFinite(ACTION, name, values);
  return Float64Array.from(values).sort();
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i]!, b[j]!);
    while (a[i] === x) i++;
    while (b[j] === x) j++;
    // Over a common denominator, so that equal differences come out equal.
    largest = Math.max(largest, Math.abs(i * b.length - j * a.length));
  }
  return largest / (a.length * b.length);
}

/**
 * The share of all orders of n and m values with a difference of `d` or more: one less the share of
 * those that stay below, each cell of the walk getting its share from the two before it.
 */
function exact(d: number, n: number, m: number): number {
  const limit = Math.round(d * n * m) - 0.5;
  const isBelow = (i: number, j: number) => Math.abs(i * m - j * n) < limit;
  const shares = new Float64Array(m + 1);
  for (let j = 0; j <= m && isBelow(0, j); j++) shares[j] = 1;
  for (let i = 1; i <= n; i++) {
    const step = i / (i + m); // keeps the numbers near 1, see Hodges
    for (let j = 0; j <= m; j++) {
      const before = j === 0 ? 0 : shares[j - 1]!;
      shares[j] = isBelow(i, j) ? shares[j]! * step + before : 0;
    }
  }
  return Math.min(1, Math.max(0, 1 - shares[m]!));
}

/** Kolmogorov's `2 Σ (−1)^(k−1) exp(−2 k² λ²)`, with Stephens's correction for finite samples. */
function limit(d: number, n: number, m: number): number {
  const root = Math.sqrt(n * m / (n + m));
  const lambda = (root + 0.12 + 0.11 / root) * d;
  if (lambda < 0.2) return 1; // 1 − 1e-12 there, where the series would take many terms
  let sum = 0;
  for (let k = 1; k <= 40; k++) {
    sum += (k % 2 === 0 ? -2 : 2) * Math.exp(-2 * k * k * lambda * lambda);
  }
  return Math.min(1, Math.max(0, sum));
}
