import { cannot, checkBetween, checkInteger } from "../../core/mod.ts";
import { noncentralityInterval } from "../distributions/noncentral_chi_square.ts";
import { chiSquareAbove } from "../distributions/tails.ts";
import type { Label } from "../labels.ts";
import { checkFinite } from "../regression/numbers.ts";
import type { LevelOptions } from "../uncertainty/estimate_type.ts";
import { countCategories } from "./count_categories.ts";
import type { DriftTest } from "./drift_result.ts";

/** What `populationStabilityIndex` may be told. */
export type StabilityOptions = LevelOptions & {
  /**
   * Into how many bins numbers are put, 2 or more, of equally many reference values each; values that
   * are frequent make fewer and wider ones. Texts and truth values are categories anyway.
   *
   * @default 10
   */
  bins?: number;
};

/**
 * Population stability index: how far the distribution of a feature, or of a model's scores, has
 * moved since the model was made.
 *
 * `Σ (q − p) log(q / p)` over the bins, with p the share of the reference and q of the current values
 *
 * Half a value is added to every bin, so that an empty one gives no infinity. A rule of thumb calls
 * 0.1 small and 0.25 large, but chance alone makes about (bins − 1)(1/n + 1/m): with few values look
 * at the interval. It follows from PSI / (1/n + 1/m) being chi-square distributed with bins − 1
 * degrees of freedom, noncentral where there is drift.
 *
 * @param reference Values then, shape `(n)`, n >= 2.
 * @param current Values now, shape `(m)`, m >= 2, of the same kind.
 * @param options Number of bins, and level.
 * @returns The index as `distance`, 0 or more without unit, and the p-value of no drift.
 * @throws {RangeError} If a list has fewer than two values, a number is not finite, all reference
 * values are equal, or an option is outside its range.
 * @throws {TypeError} If texts, numbers and truth values are mixed.
 *
 * @example
 * ```ts
 * import { populationStabilityIndex } from "descent/metrics";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * const then = Array.from({ length: 500 }, (_, i) => i);
 * const now = then.map((value) => value + 100);
 * const { distance, pValue } = populationStabilityIndex(then, now);
 * assert(distance.value > 0.25 && pValue < 1e-6);
 * assertAlmostEquals(populationStabilityIndex(then, then).distance.value, 0);
 * ```
 *
 * Source: B. Yurdakul, "Statistical properties of population stability index" (dissertation, Western
 * Michigan University, 2018).
 */
export function populationStabilityIndex(
  reference: ArrayLike<Label>,
  current: ArrayLike<Label>,
  { bins = 10, level = 0.95 }: StabilityOptions = {},
): DriftTest {
  checkInteger(ACTION, "bins", bins, 2);
  checkBetween(ACTION, "level", level, 0, 1);
  const [before, after] = countBins(reference, current, bins);
  const [n, m] = [reference.length, current.length];
  const value = indexOf(before, after);
  const scale = 1 / n + 1 / m;
  const degreesOfFreedom = before.length - 1;
  const [low, high] = noncentralityInterval(value / scale, degreesOfFreedom, level);
  return {
    statistic: value / scale,
    pValue: chiSquareAbove(value / scale, degreesOfFreedom),
    method: `population stability index, ${before.length} bins`,
    distance: {
      value,
      interval: [low * scale, high * scale],
      n: n + m,
      method: "noncentral chi-square",
    },
  };
}

const ACTION = "compute populationStabilityIndex";

function countBins(
  reference: ArrayLike<Label>,
  current: ArrayLike<Label>,
  bins: number,
): [number[], number[]] {
  if (typeof reference[0] !== "number") return countCategories(ACTION, reference, current);
  const lists = [["reference", reference], ["current", current]] as const;
  for (const [name, values] of lists) {
    checkFinite(ACTION, name, values as ArrayLike<number>);
    if (values.length >= 2) continue;
    throw new RangeError(cannot(ACTION, `${name} must hold at least 2 values`, values.length));
  }
  const edges = edgesOf(reference as ArrayLike<number>, bins);
  const counts = lists.map(([, values]) => countBetween(values as ArrayLike<number>, edges));
  if (edges.length > 0) return counts as [number[], number[]];
  throw new RangeError(cannot(ACTION, "reference must hold different values", reference[0]));
}

/** The inner edges of bins with equally many values, those that coincide only once. */
function edgesOf(values: ArrayLike<number>, bins: number): number[] {
  const sorted = Float64Array.from(values).sort();
  const quantile = (i: number) =>
    sorted[Math.min(Math.ceil(i * sorted.length / bins), sorted.length) - 1]!;
  const edges = Array.from({ length: bins - 1 }, (_, i) => quantile(i + 1));
  return [...new Set(edges)].filter((edge) => edge < sorted.at(-1)!);
}

/** How many values lie in each bin; an edge belongs to the bin below it. */
function countBetween(values: ArrayLike<number>, edges: number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (let i = 0; i < values.length; i++) {
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edges[middle]! >= values[i]!) high = middle;
      else low = middle + 1;
    }
    counts[low]!++;
  }
  return counts;
}

function indexOf(before: number[], after: number[]): number {
  const shares = (counts: number[]) => {
    const total = counts.reduce((sum, count) => sum + count + 0.5, 0);
    return counts.map((count) => (count + 0.5) / total);
  };
  const [p, q] = [shares(before), shares(after)];
  return p.reduce((sum, share, i) => sum + (q[i]! - share) * Math.log(q[i]! / share), 0);
}
