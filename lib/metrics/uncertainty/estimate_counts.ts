import { cannot, checkSameLength } from "../../core/mod.ts";
import { accuracyScore } from "../classification/accuracy_score.ts";
import type { Label } from "../labels.ts";
import { bootstrapCounts, type BootstrapOptions } from "./bootstrap.ts";
import { type Column, ofCounts } from "./columns.ts";
import type { Metric } from "./estimate.ts";
import type { Estimate } from "./estimate_type.ts";
import { proportionInterval } from "./proportion_interval.ts";

/**
 * A metric of labels with its interval, from a confusion matrix: of samples that were counted and not
 * kept, by `confusionStream` say.
 *
 * Wilson's interval for `accuracyScore`, a bootstrap of the counts for any other metric.
 *
 * @param metric A metric of labels that takes weights, or a function around one.
 * @param confusion The labels and k rows of k whole counts, true classes downwards.
 * @param options Seed, number of resamples, method and level of the bootstrap.
 * @returns What `estimate` gives for the samples counted.
 * @throws {RangeError} If the matrix is not square with one label a row, a count is not whole or below
 * 0, fewer than two samples were counted, or the metric refuses most resamples.
 *
 * @example
 * ```ts
 * import { estimateCounts, f1Score } from "descent/metrics";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * const confusion = { labels: [0, 1], matrix: [[900, 60], [10, 30]] };
 * const { value, interval } = estimateCounts(f1Score, confusion, { seed: 1 });
 * assertAlmostEquals(value, 6 / 13);
 * assert(interval[0] > 0.3 && interval[1] < 0.6);
 * ```
 */
export function estimateCounts(
  metric: Metric<Label[], Label[]>,
  { labels, matrix }: { labels: readonly Label[]; matrix: readonly (readonly number[])[] },
  options: BootstrapOptions = {},
): Estimate {
  checkSameLength(ACTION, ["labels", labels.length], ["matrix", matrix.length]);
  const ragged = matrix.find((row) => row.length !== labels.length);
  if (ragged) {
    const needed = `matrix must have ${labels.length} columns`;
    throw new RangeError(cannot(ACTION, needed, ragged.length));
  }
  const cells = matrix.flatMap((row, i) => row.map((count, j) => ({ i, j, count })))
    .filter(({ count }) => count !== 0);
  if ((metric as unknown) === accuracyScore) return ofAccuracy(cells, options);
  const columns = [cells.map(({ i }) => labels[i]!), cells.map(({ j }) => labels[j]!)].map(typed);
  const { value, interval, n, method } = bootstrapCounts(
    cells.map(({ count }) => count),
    (counts) =>
      ofCounts(
        columns,
        counts,
        ([yTrue, yPred], sampleWeight) =>
          metric(yTrue as Label[], yPred as Label[], sampleWeight ? { sampleWeight } : {}),
      ),
    options,
  );
  return { value, interval, n, method };
}

/** Whole numbers as a typed array, which is counted fastest. */
function typed(labels: Label[]): Column {
  const numbers = Int32Array.from(labels as number[]);
  return labels.every((label, i) => label === numbers[i]) ? numbers : labels;
}

const ACTION = "compute estimateCounts";

function ofAccuracy(
  cells: { i: number; j: number; count: number }[],
  { level = 0.95 }: BootstrapOptions,
): Estimate {
  const sum = (some: typeof cells) => some.reduce((total, { count }) => total + count, 0);
  return proportionInterval(sum(cells.filter(({ i, j }) => i === j)), sum(cells), { level });
}
