import { checkNumbers } from "../regression/numbers.ts";
import {
  addExactly,
  addProduct,
  addSquare,
  addSum,
  type ExactSum,
  nearest,
  productOf,
} from "./exact_sum.ts";
import { type BatchOptions, checkSeen, type Stream } from "./stream.ts";

/** What the sums of a regression tell. */
export type RegressionSummary = {
  /** Sum of the weights. */
  n: number;
  /** Mean of `true − predicted`: above 0 where predictions are too low. */
  meanError: number;
  /** Mean of its absolute value. */
  meanAbsoluteError: number;
  /** Mean of its square. */
  meanSquaredError: number;
  /** Root of that. */
  rootMeanSquaredError: number;
  /** Mean of the true values. */
  meanTrue: number;
  /** Their variance, divided by n. */
  varianceTrue: number;
  /** Share of that variance that is explained; left out where it is 0. */
  r2?: number;
};

const NAMES = ["weight", "value", "square", "error", "distance", "squaredError"] as const;

/** Weighted sums of 1, y, y², e, |e| and e². */
type Moments = Record<typeof NAMES[number], ExactSum>;

/** Moments of a regression, batch by batch. */
export type RegressionStream = Stream<
  [yTrue: ArrayLike<number>, yPred: ArrayLike<number>, options?: BatchOptions],
  RegressionSummary,
  Moments
>;

/**
 * Errors of a regression on more samples than fit into memory. Sums of squares are kept without
 * rounding, so that R² is right even where values are large and their spread is small.
 *
 * @returns A stream that has seen nothing yet.
 * @throws {RangeError} Not itself; its `update` throws what `meanSquaredError` does, its `result` if nothing
 * was seen.
 *
 * @example
 * ```ts
 * import { regressionStream } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const stream = regressionStream();
 * stream.update([1e8 + 1, 1e8 + 2], [1e8 + 1, 1e8 + 2]);
 * stream.update([1e8 + 3], [1e8 + 5]);
 * const { meanAbsoluteError, r2 } = stream.result();
 * assertEquals([meanAbsoluteError, r2], [2 / 3, -1]);
 * ```
 */
export function regressionStream(): RegressionStream {
  const state = Object.fromEntries(NAMES.map((name) => [name, []])) as unknown as Moments;
  return {
    state,
    update(yTrue, yPred, { sampleWeight } = {}) {
      checkNumbers("update regressionStream", yTrue, yPred, sampleWeight);
      for (let i = 0; i < yTrue.length; i++) {
        add(state, yTrue[i]!, yTrue[i]! - yPred[i]!, sampleWeight ? sampleWeight[i]! : 1);
      }
    },
    merge(other) {
      for (const name of NAMES) addSum(state[name], other.state[name]);
    },
    result() {
      checkSeen("compute regressionStream", nearest(state.weight));
      return summaryOf(state);
    },
  };
}

function add(moments: Moments, value: number, error: number, weight: number): void {
  addExactly(moments.weight, weight);
  addProduct(moments.value, weight, value);
  addSquare(moments.square, weight, value);
  addProduct(moments.error, weight, error);
  addProduct(moments.distance, weight, Math.abs(error));
  addSquare(moments.squaredError, weight, error);
}

function summaryOf({ weight, value, square, error, distance, squaredError }: Moments) {
  const n = nearest(weight);
  const spread = productOf(weight, square); // n Σ y² − (Σ y)², without rounding
  addSum(spread, productOf(value, value), -1);
  const varianceTrue = nearest(spread) / n / n;
  const meanSquaredError = nearest(squaredError) / n;
  const summary: RegressionSummary = {
    n,
    meanError: nearest(error) / n,
    meanAbsoluteError: nearest(distance) / n,
    meanSquaredError,
    rootMeanSquaredError: Math.sqrt(meanSquaredError),
    meanTrue: nearest(value) / n,
    varianceTrue,
  };
  if (varianceTrue > 0) summary.r2 = 1 - meanSquaredError / varianceTrue;
  return summary;
}
