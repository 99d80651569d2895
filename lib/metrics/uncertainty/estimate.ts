import { cannot, checkSameLength } from "../../core/mod.ts";
import { accuracyScore } from "../classification/accuracy_score.ts";
import { zeroOneLoss } from "../classification/zero_one_loss.ts";
import type { Labels } from "../labels.ts";
import { rocAucScore } from "../probability/roc_auc_score.ts";
import type { BootstrapOptions } from "./bootstrap.ts";
import type { BootstrapMethod } from "./bootstrap_interval.ts";
import { bootstrapColumns, type Column, lengthOf } from "./columns.ts";
import { delongInterval } from "./delong.ts";
import type { Estimate, LevelOptions } from "./estimate_type.ts";
import { proportionInterval } from "./proportion_interval.ts";

/** A metric: truth and prediction of n samples in, a number out. */
export type Metric<Truth, Prediction> = (
  yTrue: Truth,
  yPred: Prediction,
  options: { sampleWeight?: ArrayLike<number> },
) => number;

/** What `estimate` may be told. */
export type EstimateOptions = Omit<BootstrapOptions, "method"> & {
  /**
   * How the interval is made. `"auto"` is Wilson's for a plain share of samples (`accuracyScore`,
   * `zeroOneLoss`), DeLong's for `rocAucScore`, both without weights, and the percentiles of a
   * bootstrap for any other metric.
   *
   * @default "auto"
   */
  method?: "auto" | "wilson" | "clopperPearson" | "delong" | BootstrapMethod;
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/**
 * Any metric with its interval: how good, how sure, from how many samples.
 *
 * The bootstrap resamples samples, truth and prediction together. Where few different pairs occur,
 * as with labels, it draws how often each pair comes and hands that to the metric as weights: the
 * same distribution at the cost of the confusion matrix, not of the samples. Whether the metric takes
 * weights at their word is tried first; if not, rows are resampled.
 *
 * @param metric A metric of this folder; one that needs options is wrapped:
 * `(yTrue, yPred, options) => fbetaScore(yTrue, yPred, { ...options, beta: 2 })`.
 * @param yTrue True labels or values, shape `(n)`, n >= 2.
 * @param yPred Predicted labels, values, scores or rows of probabilities, n of them.
 * @param options Method, level, seed, number of resamples, sample weights.
 * @returns The metric's value, its interval, n, and how the interval was made.
 * @throws {RangeError} If the lengths differ or are below 2, the metric refuses the samples or most
 * resamples of them, a method without resampling is asked for another metric than those it is for, or
 * an option is outside its range.
 *
 * @example
 * ```ts
 * import { accuracyScore, estimate, f1Score } from "descent/metrics";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const yTrue = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
 * const yPred = [1, 1, 1, 0, 0, 0, 0, 0, 0, 1];
 * assertEquals(estimate(accuracyScore, yTrue, yPred).method, "wilson");
 * const { value, interval } = estimate(f1Score, yTrue, yPred, { seed: 1 });
 * assertEquals(value, 0.75);
 * assert(interval[0] < 0.5 && interval[1] === 1); // ten samples say little
 * ```
 */
export function estimate<Truth extends Column, Prediction extends Column>(
  metric: Metric<Truth, Prediction>,
  yTrue: Truth,
  yPred: Prediction,
  { method = "auto", sampleWeight, ...options }: EstimateOptions = {},
): Estimate {
  const n = lengthOf(yTrue);
  checkSameLength(ACTION, ["yTrue", n], ["yPred", lengthOf(yPred)]);
  const exact = exactInterval(metric, yTrue, yPred, sampleWeight !== undefined);
  if (exact && (method === "auto" || exact.methods.includes(method))) {
    const { level } = options;
    return exact.make(method, level === undefined ? {} : { level });
  }
  const statistic = statisticOf(metric);
  const columns: Column[] = sampleWeight ? [yTrue, yPred, sampleWeight] : [yTrue, yPred];
  const asked = method === "auto" ? options : { ...options, method: checkedMethod(method) };
  const { value, interval, method: made } = bootstrapColumns(columns, statistic, asked);
  return { value, interval, n, method: made };
}

const ACTION = "compute estimate";

/** The metrics that are the share of some samples among all. */
const SHARES = new Set<unknown>([accuracyScore, zeroOneLoss]);

/** A way to the interval that needs no resampling, and the methods that ask for it. */
type Exact = {
  methods: readonly string[];
  make(method: string, options: LevelOptions): Estimate;
};

function exactInterval<Truth extends Column, Prediction extends Column>(
  metric: Metric<Truth, Prediction>,
  yTrue: Truth,
  yPred: Prediction,
  isWeighted: boolean,
): Exact | undefined {
  if (isWeighted) return undefined;
  if (SHARES.has(metric)) {
    const n = lengthOf(yTrue);
    const make = (asked: string, options: LevelOptions) => {
      const method = asked === "clopperPearson" ? asked : "wilson";
      return proportionInterval(Math.round(n * metric(yTrue, yPred, {})), n, {
        ...options,
        method,
      });
    };
    return { methods: ["wilson", "clopperPearson"], make };
  }
  if ((metric as unknown) !== rocAucScore) return undefined;
  return {
    methods: ["delong"],
    make: (_, options) => delongInterval(yTrue as Labels, yPred as ArrayLike<number>, options),
  };
}

function checkedMethod(method: string): BootstrapMethod {
  const known: readonly BootstrapMethod[] = ["percentile", "basic", "bca"];
  const found = known.find((name) => name === method);
  if (found) return found;
  const needed = `method must be one of auto, ${known.join(", ")} for this metric`;
  throw new RangeError(cannot(ACTION, needed, method));
}

/** The metric as a statistic of columns, the third of which are weights of the caller's own. */
function statisticOf<Truth extends Column, Prediction extends Column>(
  metric: Metric<Truth, Prediction>,
) {
  return ([yTrue, yPred, own]: Column[], drawn?: ArrayLike<number>): number => {
    const weights = productOf(own as ArrayLike<number> | undefined, drawn);
    const options = weights === undefined ? {} : { sampleWeight: weights };
    return metric(yTrue as Truth, yPred as Prediction, options);
  };
}

function productOf(own?: ArrayLike<number>, drawn?: ArrayLike<number>) {
  if (own === undefined || drawn === undefined) return own ?? drawn;
  return Float64Array.from(own, (weight, i) => weight * drawn[i]!);
}
