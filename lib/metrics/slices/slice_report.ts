import { cannot, checkSameLength } from "../../core/mod.ts";
import type { Label, Labels } from "../labels.ts";
import { type Column, lengthOf, take } from "../uncertainty/columns.ts";
import { estimate, type EstimateOptions, type Metric } from "../uncertainty/estimate.ts";
import type { Estimate } from "../uncertainty/estimate_type.ts";
import { groupPositions } from "./groups.ts";

/** What `sliceReport` must and may be told. */
export type SliceOptions = Omit<EstimateOptions, "sampleWeight"> & {
  /** The group of each sample, shape `(n)`. */
  groups: Labels;
  /** Which way is good, to tell the worst group. @default "higher" */
  better?: "higher" | "lower";
};

/** How a metric does in one group. */
export type Slice = {
  /** The group. */
  group: Label;
  /** How many samples it has. */
  n: number;
  /** The metric there; missing where the metric refuses the group's samples. */
  estimate?: Estimate;
  /** Why it refuses them: one sample only, a single class for an area … */
  refused?: string;
};

/** How a metric does group by group. */
export type SliceReport = {
  /** Over all samples. */
  overall: Estimate;
  /** Each group, in order of its name. */
  slices: Slice[];
  /** The group where the metric is worst. */
  worst: Slice & { estimate: Estimate };
  /** How much better the best group is than the worst, 0 or more, in the metric's unit. */
  gap: number;
};

/**
 * A metric group by group, with intervals: an average may hide a group for which the model fails.
 *
 * The worst of many small groups is bad by chance too: look at its interval, and at whether it leaves
 * out the overall value.
 *
 * @param metric A metric of this folder, or a function around one.
 * @param yTrue True labels or values, shape `(n)`, n >= 2.
 * @param yPred Predicted labels, values, scores or rows of probabilities, n of them.
 * @param options `groups` is required; which way is good, and how intervals are made.
 * @returns The metric overall, in each group and in the worst, and the gap between worst and best.
 * @throws {RangeError} If the lengths differ or are below 2, the metric refuses all samples or every
 * group, or an option is outside its range.
 *
 * @example
 * ```ts
 * import { accuracyScore, sliceReport } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const yTrue = [1, 1, 0, 0, 1, 1, 0, 0];
 * const yPred = [1, 1, 0, 0, 1, 0, 1, 0];
 * const groups = ["day", "day", "day", "day", "night", "night", "night", "night"];
 * const { worst, gap } = sliceReport(accuracyScore, yTrue, yPred, { groups });
 * assertEquals([worst.group, worst.estimate.value, gap], ["night", 0.5, 0.5]);
 * ```
 */
export function sliceReport<Truth extends Column, Prediction extends Column>(
  metric: Metric<Truth, Prediction>,
  yTrue: Truth,
  yPred: Prediction,
  { groups, better = "higher", ...options }: SliceOptions,
): SliceReport {
  const n = lengthOf(yTrue);
  checkSameLength(ACTION, ["yTrue", n], ["yPred", lengthOf(yPred)]);
  const slices = groupPositions(ACTION, groups, n).map(({ group, positions }): Slice => {
    const part = (column: Column) => take(column, positions);
    try {
      const found = estimate(metric, part(yTrue) as Truth, part(yPred) as Prediction, options);
      return { group, n: positions.length, estimate: found };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { group, n: positions.length, refused: error.message };
    }
  });
  const overall = estimate(metric, yTrue, yPred, options);
  return { overall, slices, ...extremes(slices, better) };
}

const ACTION = "compute sliceReport";

function extremes(slices: Slice[], better: "higher" | "lower"): Pick<SliceReport, "worst" | "gap"> {
  const known = slices.flatMap((slice) =>
    slice.estimate ? [{ ...slice, estimate: slice.estimate }] : []
  );
  if (known.length === 0) {
    const why = slices[0]?.refused ?? "";
    throw new RangeError(cannot(ACTION, `the metric must accept some group; it says "${why}"`));
  }
  const sign = better === "higher" ? 1 : -1;
  const sorted = known.toSorted((a, b) => sign * (a.estimate.value - b.estimate.value));
  const gap = Math.abs(sorted[0]!.estimate.value - sorted.at(-1)!.estimate.value);
  return { worst: sorted[0]!, gap };
}
