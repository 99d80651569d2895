import { checkSameLength } from "../../core/mod.ts";
import { accuracyScore } from "../classification/accuracy_score.ts";
import type { Labels } from "../labels.ts";
import { rocAucScore } from "../probability/roc_auc_score.ts";
import { areRows } from "../scores.ts";
import { delongTest } from "../uncertainty/delong.ts";
import type { BootstrapOptions } from "../uncertainty/bootstrap.ts";
import { bootstrapColumns, type Column, lengthOf } from "../uncertainty/columns.ts";
import { estimate, type Metric } from "../uncertainty/estimate.ts";
import type { Estimate } from "../uncertainty/estimate_type.ts";
import { mcNemarTest, pairedTable } from "./mcnemar.ts";
import type { TestResult } from "./test_result.ts";

/** How two models compare on the same samples. */
export type Comparison = {
  /** The metric of A. */
  a: Estimate;
  /** The metric of B. */
  b: Estimate;
  /** A less B. Its interval is narrower than those of A and B would make one think. */
  difference: Estimate;
  /** Whether the difference may be chance. */
  test: TestResult;
};

/**
 * Compares two models by any metric, on the same samples.
 *
 * The samples are resampled for both at once (paired bootstrap), so that what is hard for both does
 * not blur the difference. The test is McNemar's exact one for `accuracyScore` and DeLong's for
 * `rocAucScore` of two classes; for other metrics it asks in how many resamples the difference
 * changes its sign:
 *
 * `p = 2 (1 + the smaller of #{d <= 0} and #{d >= 0}) / (1 + resamples)`, at most 1
 *
 * @param metric A metric of this folder, or a function around one.
 * @param yTrue True labels or values, shape `(n)`, n >= 2.
 * @param predictions What models A and B predicted, n each.
 * @param options Seed, number of resamples, method and level of the bootstrap.
 * @returns Both metrics, the difference, each with an interval, and the test.
 * @throws {RangeError} If the lengths differ or are below 2, the metric refuses the samples or most
 * resamples of them, or an option is outside its range.
 *
 * @example A is right on two samples more of ten
 * ```ts
 * import { accuracyScore, comparePredictions } from "descent/metrics";
 * import { assert, assertAlmostEquals } from "@std/assert";
 *
 * const yTrue = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0];
 * const a = [1, 1, 1, 1, 0, 0, 0, 0, 0, 1];
 * const b = [1, 1, 0, 1, 0, 0, 0, 0, 1, 1];
 * const { difference, test } = comparePredictions(accuracyScore, yTrue, [a, b]);
 * assertAlmostEquals(difference.value, 0.2);
 * assert(test.pValue > 0.4); // which proves nothing
 * ```
 *
 * Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), ch. 16.
 */
export function comparePredictions<Truth extends Column, Prediction extends Column>(
  metric: Metric<Truth, Prediction>,
  yTrue: Truth,
  [predA, predB]: readonly [Prediction, Prediction],
  options: BootstrapOptions = {},
): Comparison {
  const action = "compute comparePredictions";
  for (const [name, pred] of [["prediction A", predA], ["prediction B", predB]] as const) {
    checkSameLength(action, ["yTrue", lengthOf(yTrue)], [name, lengthOf(pred)]);
  }
  const ofOne = (pred: Column, weights?: ArrayLike<number>, truth: Column = yTrue) =>
    metric(
      truth as Truth,
      pred as Prediction,
      weights === undefined ? {} : { sampleWeight: weights },
    );
  const found = bootstrapColumns(
    [yTrue, predA, predB],
    ([truth, a, b], weights) => ofOne(a!, weights, truth) - ofOne(b!, weights, truth),
    options,
  );
  const { value, interval, n, method } = found;
  const { method: _, ...plain } = options;
  return {
    a: estimate(metric, yTrue, predA, plain),
    b: estimate(metric, yTrue, predB, plain),
    difference: { value, interval, n, method: `paired ${method}` },
    test: exactTest(metric, yTrue, [predA, predB]) ?? signTest(value, found.replicates),
  };
}

/** The test that needs no resampling, for the two metrics that have one. */
function exactTest(
  metric: unknown,
  yTrue: Column,
  [a, b]: readonly [Column, Column],
): TestResult | undefined {
  if (metric === accuracyScore && !isListOfLists(yTrue)) {
    return mcNemarTest(pairedTable(yTrue as Labels, [a as Labels, b as Labels]));
  }
  if (metric !== rocAucScore || areRows(a as ArrayLike<number>)) return undefined;
  const scores = [a as ArrayLike<number>, b as ArrayLike<number>] as const;
  const { statistic, pValue, method } = delongTest(yTrue as Labels, scores);
  return { statistic, pValue, method };
}

/** Whether each sample has a set of labels, of which accuracy asks that all be right. */
function isListOfLists(column: Column): boolean {
  return !("data" in column) && typeof column[0] === "object";
}

function signTest(difference: number, replicates: Float64Array): TestResult {
  const notAbove = replicates.filter((d) => d <= 0).length;
  const notBelow = replicates.filter((d) => d >= 0).length;
  const rarer = Math.min(notAbove, notBelow);
  const pValue = Math.min(1, 2 * (1 + rarer) / (1 + replicates.length));
  return { statistic: difference, pValue, method: "paired bootstrap" };
}
