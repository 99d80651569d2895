import { cannot, checkSameLength } from "../../core/mod.ts";
import { normalAbove } from "../distributions/tails.ts";
import { checkFinite } from "../regression/numbers.ts";
import { checkAlternative } from "./check_alternative.ts";
import type { Alternative, TestResult } from "./test_result.ts";

/** What `wilcoxonTest` may be told. */
export type WilcoxonOptions = {
  /** Whether A may differ both ways, is `"less"` or `"greater"` than B. @default "two-sided" */
  alternative?: Alternative;
  /**
   * `"exact"` counts all 2ⁿ ways to sign the ranks, `"normal"` approximates. `"auto"` is exact for at
   * most 50 differences without ties and zeros.
   *
   * @default "auto"
   */
  method?: "auto" | "exact" | "normal";
};

/**
 * Wilcoxon's signed-rank test: is one of two paired lists of scores mostly higher than the other?
 *
 * Ranks the differences by their size and adds up the ranks of the positive ones (W⁺) and of the
 * negative ones (W⁻). Unlike {@linkcode pairedTTest} it does not ask that differences be normal, and
 * one wild score moves it little. Pairs without difference are left out; equal sizes share their mean
 * rank.
 *
 * With ties the exact distribution is that without them, looked up at W rounded to the cautious side.
 *
 * @param a Scores of A, shape `(n)`, n >= 1.
 * @param b Scores of B, same shape and order.
 * @param options The alternative and the method.
 * @returns min(W⁺, W⁻), for a one-sided test W⁺, and the p-value.
 * @throws {RangeError} If the lengths differ or are 0, a score is not finite, all differences are 0,
 * or more than 1,000 are to be counted exactly.
 * @throws {TypeError} If a score is not a number.
 *
 * @example A is higher in all of five pairs: one way in 32, or two for both sides
 * ```ts
 * import { wilcoxonTest } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(wilcoxonTest([2, 4, 6, 8, 10], [1, 2, 3, 4, 5]).pValue, 2 / 32);
 * ```
 *
 * Source: F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945);
 * SciPy's wilcoxon for what ties do to the exact distribution.
 */
export function wilcoxonTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  { alternative = "two-sided", method = "auto" }: WilcoxonOptions = {},
): TestResult {
  const differences = checkedDifferences(a, b);
  checkAlternative(ACTION, alternative);
  const { plus, minus, ties } = signedRanks(differences);
  const n = differences.length;
  const isExact = method === "exact" ||
    method === "auto" && n <= 50 && ties === 0 && n === a.length;
  if (isExact && n > MOST_EXACT) {
    const needed = `method "normal" must be taken for more than ${MOST_EXACT} differences`;
    throw new RangeError(cannot(ACTION, needed, n));
  }
  return {
    statistic: alternative === "two-sided" ? Math.min(plus, minus) : plus,
    pValue: isExact ? exactPValue(plus, n, alternative) : normalPValue(plus, n, ties, alternative),
    method: `Wilcoxon signed-rank test, ${isExact ? "exact" : "normal"}, ${alternative}`,
  };
}

const ACTION = "compute wilcoxonTest";

/** Counting takes n³ / 2 additions, a second or so here. */
const MOST_EXACT = 1000;

function checkedDifferences(a: ArrayLike<number>, b: ArrayLike<number>): number[] {
  checkSameLength(ACTION, ["a", a.length], ["b", b.length]);
  checkFinite(ACTION, "a", a);
  checkFinite(ACTION, "b", b);
  const differences = Array.from(a, (value, i) => value - b[i]!).filter((d) => d !== 0);
  if (differences.length > 0) return differences;
  throw new RangeError(cannot(ACTION, "some of the differences must not be 0"));
}

/** Rank sums of both signs, and the sum of t³ − t over groups of t equal sizes. */
function signedRanks(differences: number[]): { plus: number; minus: number; ties: number } {
  const sorted = differences.toSorted((x, y) => Math.abs(x) - Math.abs(y));
  let [plus, minus, ties] = [0, 0, 0];
  for (let from = 0; from < sorted.length;) {
    let to = from + 1;
    while (to < sorted.length && Math.abs(sorted[to]!) === Math.abs(sorted[from]!)) to++;
    const rank = (from + 1 + to) / 2;
    for (const d of sorted.slice(from, to)) d > 0 ? plus += rank : minus += rank;
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  return { plus, minus, ties };
}

function exactPValue(plus: number, n: number, alternative: Alternative): number {
  const shares = signedRankShares(n);
  const atMost = (w: number) => shares.slice(0, w + 1).reduce((sum, share) => sum + share, 0);
  const less = atMost(Math.ceil(plus));
  // The distribution is symmetric: at least w is as probable as at most the rest.
  const greater = atMost(n * (n + 1) / 2 - Math.floor(plus));
  if (alternative === "less") return less;
  return alternative === "greater" ? greater : Math.min(1, 2 * Math.min(less, greater));
}

/** For each sum of ranks from 0 to n (n + 1) / 2 the share of the 2ⁿ choices of signs that give it. */
function signedRankShares(n: number): Float64Array {
  const shares = new Float64Array(n * (n + 1) / 2 + 1);
  shares[0] = 1;
  for (let rank = 1, top = 0; rank <= n; rank++) {
    top += rank;
    for (let w = top; w >= 0; w--) shares[w] = (shares[w]! + (shares[w - rank] ?? 0)) / 2;
  }
  return shares;
}

function normalPValue(plus: number, n: number, ties: number, alternative: Alternative): number {
  const variance = (n * (n + 1) * (2 * n + 1) - ties / 2) / 24;
  const z = (plus - n * (n + 1) / 4) / Math.sqrt(variance);
  if (alternative === "less") return normalAbove(-z);
  return alternative === "greater" ? normalAbove(z) : 2 * normalAbove(Math.abs(z));
}
