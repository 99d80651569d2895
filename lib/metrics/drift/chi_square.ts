import { checkBetween } from "../../core/mod.ts";
import { noncentralityInterval } from "../distributions/noncentral_chi_square.ts";
import { chiSquareAbove } from "../distributions/tails.ts";
import type { Label } from "../labels.ts";
import type { LevelOptions } from "../uncertainty/estimate_type.ts";
import { countCategories } from "./count_categories.ts";
import type { DriftTest } from "./drift_result.ts";

/**
 * Chi-square test of two samples of categories: do they come in the same shares?
 *
 * `χ² = Σ (observed − expected)² / expected` over both samples and all k categories, with k − 1
 * degrees of freedom, expected from the shares of both samples together
 *
 * The distance is Cramér's V, `√(χ² / (n + m))`: 0 where the shares are equal, 1 where no category
 * is in both. Chance alone makes it about √((k − 1) / (n + m)). The distribution is near where
 * no expected number is below about 5.
 *
 * @param reference Categories then, shape `(n)`, n >= 2.
 * @param current Categories now, shape `(m)`, m >= 2, of the same kind.
 * @param options The level.
 * @returns χ², its p-value, and Cramér's V as `distance`, 0 to 1.
 * @throws {RangeError} If a list has fewer than two values, there is one category only, or the level
 * is outside its range.
 * @throws {TypeError} If texts, numbers and truth values are mixed.
 *
 * @example
 * ```ts
 * import { chiSquareTest } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const then = ["bus", "bus", "bus", "car"];
 * const now = ["bus", "car", "car", "car"];
 * const { statistic, distance } = chiSquareTest(then, now);
 * assertAlmostEquals(statistic, 2);
 * assertAlmostEquals(distance.value, 0.5);
 * ```
 *
 * Source: K. Pearson, Philosophical Magazine 50 (1900), 157–175; H. Cramér, Mathematical Methods of
 * Statistics (1946), 21.9.
 */
export function chiSquareTest(
  reference: ArrayLike<Label>,
  current: ArrayLike<Label>,
  { level = 0.95 }: LevelOptions = {},
): DriftTest {
  checkBetween(ACTION, "level", level, 0, 1);
  const [before, after] = countCategories(ACTION, reference, current);
  const [n, m] = [reference.length, current.length];
  const statistic = before.reduce((sum, count, i) => {
    const together = count + after[i]!;
    // Both terms of a category have the same numerator: (a m − b n)² / (n m (n + m)).
    return sum + (count * m - after[i]! * n) ** 2 / (n * m * together);
  }, 0);
  const degreesOfFreedom = before.length - 1;
  const ends = noncentralityInterval(statistic, degreesOfFreedom, level);
  const ofStatistic = (value: number) => Math.min(1, Math.sqrt(value / (n + m)));
  return {
    statistic,
    pValue: chiSquareAbove(statistic, degreesOfFreedom),
    method: `chi-square, ${degreesOfFreedom} degrees of freedom`,
    distance: {
      value: ofStatistic(statistic),
      interval: [ofStatistic(ends[0]), ofStatistic(ends[1])],
      n: n + m,
      method: "noncentral chi-square",
    },
  };
}

const ACTION = "compute chiSquareTest";
