import { cannot, checkInteger, createPrng } from "../../core/mod.ts";
import { checkLabels, type Label, type Labels } from "../labels.ts";
import type { BootstrapOptions } from "../uncertainty/bootstrap.ts";
import { bootstrapInterval } from "../uncertainty/bootstrap_interval.ts";
import { drawCountsInPlace } from "../uncertainty/draw_counts.ts";
import type { Estimate } from "../uncertainty/estimate_type.ts";
import { proportionInterval } from "../uncertainty/proportion_interval.ts";
import { groupPositions } from "./groups.ts";

/** What `fairnessGaps` must and may be told. */
export type FairnessOptions = Omit<BootstrapOptions, "method"> & {
  /** The group of each sample, shape `(n)`, two groups or more. */
  groups: Labels;
  /** The label that counts as the positive outcome. */
  positive: Label;
};

/** The rates of one group, each with Wilson's interval. */
export type GroupRates = {
  /** The group. */
  group: Label;
  /** The share of its samples predicted positive. */
  selection: Estimate;
  /** The share of its positive samples predicted positive; missing if it has none. */
  truePositive?: Estimate;
  /** The share of its negative samples predicted positive; missing if it has none. */
  falsePositive?: Estimate;
};

/** How far groups are apart. */
export type FairnessGaps = {
  /** Each group's rates, in order of its name. */
  rates: GroupRates[];
  /** The largest difference between the selection rates of two groups. */
  demographicParity: Estimate;
  /**
   * The largest difference between the true positive rates of two groups or between their false
   * positive rates, whichever is larger; missing where fewer than two groups have both classes.
   */
  equalisedOdds?: Estimate;
};

/**
 * How differently a model treats groups: the gaps of demographic parity and of equalised odds.
 *
 * Demographic parity asks that each group be selected as often; equalised odds that positives and
 * negatives of each group be. Where groups differ in how many positives they have, no model but a
 * perfect one can do both, nor be equally well calibrated besides: which one is right is not for a
 * metric to say.
 *
 * Intervals of the gaps are the percentiles of a bootstrap within each group. The gap is the largest
 * of several differences and never below 0, so that chance alone makes it larger than 0, the more so
 * the smaller the groups.
 *
 * @param yTrue True labels, shape `(n)`, n >= 2.
 * @param yPred Predicted labels, shape `(n)`.
 * @param options `groups` and `positive` are required; seed, number of resamples and level.
 * @returns The rates of each group and the gaps, shares between 0 and 1.
 * @throws {RangeError} If the lengths differ or are 0, there is one group only, `positive` does not
 * occur, or an option is outside its range.
 * @throws {TypeError} If numbers, texts and truth values are mixed.
 *
 * @example Group b is selected half as often
 * ```ts
 * import { fairnessGaps } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const yTrue = [1, 1, 0, 0, 1, 1, 0, 0];
 * const yPred = [1, 1, 0, 0, 1, 0, 0, 0];
 * const groups = ["a", "a", "a", "a", "b", "b", "b", "b"];
 * const { demographicParity, equalisedOdds } = fairnessGaps(yTrue, yPred, { groups, positive: 1 });
 * assertEquals(demographicParity.value, 0.25);
 * assertEquals(equalisedOdds?.value, 0.5);
 * ```
 *
 * Source: M. Hardt, E. Price and N. Srebro, "Equality of opportunity in supervised learning", NIPS
 * 2016; J. Kleinberg, S. Mullainathan and M. Raghavan, ITCS 2017, for what cannot be had together.
 */
export function fairnessGaps(
  yTrue: Labels,
  yPred: Labels,
  { groups, positive, ...options }: FairnessOptions,
): FairnessGaps {
  checkLabels(ACTION, yTrue, yPred);
  const tables = groupPositions(ACTION, groups, yTrue.length).map(({ group, positions }) => ({
    group,
    counts: countOutcomes(yTrue, yPred, positions, positive),
  }));
  const occurs = tables.some(({ counts: [tp, fn, fp] }) => tp + fn + fp > 0);
  if (!occurs) {
    throw new RangeError(cannot(ACTION, "positive must be a label that occurs", positive));
  }
  return fairnessGapsOfCounts(tables, options);
}

/** The outcomes of one group. */
export type GroupOutcomes = {
  /** The group. */
  group: Label;
  /** True positives, false negatives, false positives, true negatives: whole numbers. */
  counts: readonly [number, number, number, number];
};

/**
 * {@linkcode fairnessGaps} from counts, where the samples themselves do not fit into memory or are
 * not to be handed on.
 *
 * @param tables The outcomes of each group, two groups or more, each with a sample at least.
 * @param options Seed, number of resamples and level.
 * @returns The rates of each group and the gaps, shares between 0 and 1.
 * @throws {RangeError} If there are fewer than two groups, a count is not whole or below 0, a group
 * is empty, or an option is outside its range.
 *
 * @example
 * ```ts
 * import { fairnessGapsOfCounts } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const { demographicParity } = fairnessGapsOfCounts([
 *   { group: "a", counts: [2, 0, 0, 2] },
 *   { group: "b", counts: [1, 1, 0, 2] },
 * ]);
 * assertEquals(demographicParity.value, 0.25);
 * ```
 */
export function fairnessGapsOfCounts(
  tables: readonly GroupOutcomes[],
  { seed = 0, resamples = 2000, level = 0.95 }: Omit<BootstrapOptions, "method"> = {},
): FairnessGaps {
  checkInteger(ACTION, "resamples", resamples, 2);
  checkGroups(tables);
  const counts = tables.map((table) => Float64Array.from(table.counts));
  const n = counts.reduce((sum, table) => sum + sizeOf(table), 0);
  const gapOf = (gap: (counts: Outcomes[]) => number) => {
    const replicates = resampledGaps(counts, gap, seed, resamples);
    const { interval } = bootstrapInterval({ value: gap(counts), replicates }, { level });
    return { value: gap(counts), interval, n, method: "bootstrap percentile" };
  };
  const haveBoth = counts.filter((table) => hasPositives(table) && hasNegatives(table)).length;
  return {
    rates: tables.map((table) => ratesOf(table, level)),
    demographicParity: gapOf((tables) => spread(tables.map(selectionOf))),
    ...haveBoth < 2 ? {} : { equalisedOdds: gapOf(oddsGap) },
  };
}

const ACTION = "compute fairnessGaps";

/** Counts of one group: true positives, false negatives, false positives, true negatives. */
type Outcomes = Float64Array<ArrayBuffer>;

function countOutcomes(
  yTrue: Labels,
  yPred: Labels,
  positions: Uint32Array,
  positive: Label,
): [number, number, number, number] {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const i of positions) {
    counts[(yTrue[i] === positive ? 0 : 2) + (yPred[i] === positive ? 0 : 1)]!++;
  }
  return counts;
}

function checkGroups(tables: readonly GroupOutcomes[]): void {
  if (tables.length < 2) {
    throw new RangeError(cannot(ACTION, "groups must hold at least two groups", tables.length));
  }
  for (const { group, counts } of tables) {
    for (const count of counts) checkInteger(ACTION, "each count", count);
    if (counts.some((count) => count > 0)) continue;
    throw new RangeError(cannot(ACTION, "each group must have a sample", group));
  }
}

const sizeOf = (table: Outcomes) => table.reduce((sum, count) => sum + count, 0);
const hasPositives = ([tp, fn]: Outcomes) => tp! + fn! > 0;
const hasNegatives = ([, , fp, tn]: Outcomes) => fp! + tn! > 0;
const selectionOf = ([tp, fn, fp, tn]: Outcomes) => (tp! + fp!) / (tp! + fn! + fp! + tn!);
const truePositiveOf = ([tp, fn]: Outcomes) => tp! / (tp! + fn!);
const falsePositiveOf = ([, , fp, tn]: Outcomes) => fp! / (fp! + tn!);

/** Groups without the class in question have no rate and are left out. */
function oddsGap(tables: Outcomes[]): number {
  const ofPositives = spread(tables.filter(hasPositives).map(truePositiveOf));
  const ofNegatives = spread(tables.filter(hasNegatives).map(falsePositiveOf));
  return Math.max(ofPositives, ofNegatives);
}

function spread(rates: number[]): number {
  return rates.length === 0 ? 0 : Math.max(...rates) - Math.min(...rates);
}

function resampledGaps(
  counts: Outcomes[],
  gap: (counts: Outcomes[]) => number,
  seed: number,
  resamples: number,
): Float64Array {
  const prng = createPrng(seed);
  const sizes = counts.map(sizeOf);
  const drawn = counts.map(() => new Float64Array(4));
  return Float64Array.from({ length: resamples }, () => {
    counts.forEach((table, i) => drawCountsInPlace(table, sizes[i]!, sizes[i]!, prng, drawn[i]!));
    return gap(drawn);
  });
}

function ratesOf({ group, counts: [tp, fn, fp, tn] }: GroupOutcomes, level: number): GroupRates {
  const rate = (part: number, whole: number) => proportionInterval(part, whole, { level });
  return {
    group,
    selection: rate(tp + fp, tp + fn + fp + tn),
    ...tp + fn > 0 ? { truePositive: rate(tp, tp + fn) } : {},
    ...fp + tn > 0 ? { falsePositive: rate(fp, fp + tn) } : {},
  };
}
