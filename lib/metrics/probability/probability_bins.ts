import { cannot, checkInteger, checkSameLength } from "../../core/mod.ts";
import type { Labels } from "../labels.ts";
import { checkSampleWeight } from "../sample_weight.ts";
import { descendingOrder } from "./descending_order.ts";
import { type PositiveOptions, positivesOf } from "./positives.ts";
import { checkProbabilities } from "./probability_rows.ts";

/** How probabilities are put into bins. */
export type BinOptions = {
  /** How many bins, 1 or more. @default 10 */
  bins?: number;
  /** Bins of one width from 0 to 1, or with as many samples each. @default "uniform" */
  strategy?: "uniform" | "quantile";
};

/** Sums over the samples of each of b bins. */
export type Binned = {
  /** The b + 1 ends of the bins; a probability on an end belongs to the bin below. */
  edges: Float64Array;
  /** Weight of the samples in each bin, shape `(b)`. */
  weights: Float64Array;
  /** Weighted sum of their probabilities. */
  predicted: Float64Array;
  /** Weight of the positives among them. */
  positives: Float64Array;
};

/** Ones and zeros with a probability each, checked. */
export type Forecasts = { is: Uint8Array; probabilities: Float64Array };

/** Checks labels and probabilities of two classes. */
export function forecastsOf(
  action: string,
  yTrue: Labels,
  probabilities: ArrayLike<number>,
  { positive, sampleWeight }: PositiveOptions,
): Forecasts {
  checkSameLength(action, ["yTrue", yTrue.length], ["probabilities", probabilities.length]);
  checkProbabilities(action, probabilities);
  checkSampleWeight(action, sampleWeight, yTrue.length);
  return {
    is: positivesOf(action, yTrue, positive),
    probabilities: Float64Array.from(probabilities),
  };
}

/** Puts forecasts into bins. */
export function binForecasts(
  action: string,
  { is, probabilities }: Forecasts,
  { bins = 10, strategy = "uniform" }: BinOptions,
  sampleWeight?: ArrayLike<number>,
): Binned {
  checkInteger(action, "bins", bins, 1, 2 ** 24);
  if (strategy !== "uniform" && strategy !== "quantile") {
    throw new RangeError(cannot(action, 'strategy must be "uniform" or "quantile"', strategy));
  }
  const edges = strategy === "uniform"
    ? evenSteps(bins)
    : quantiles(probabilities, evenSteps(bins), sampleWeight);
  const [weights, predicted, positives] = [
    new Float64Array(bins),
    new Float64Array(bins),
    new Float64Array(bins),
  ];
  for (let i = 0; i < is.length; i++) {
    const weight = sampleWeight ? sampleWeight[i]! : 1;
    const bin = binOf(edges, probabilities[i]!);
    weights[bin]! += weight;
    predicted[bin]! += weight * probabilities[i]!;
    positives[bin]! += weight * is[i]!;
  }
  return { edges, weights, predicted, positives };
}

/** 0 to 1 in so many steps, rounded as NumPy rounds them. */
function evenSteps(bins: number): Float64Array {
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => i * (1 / bins));
  edges[bins] = 1;
  return edges;
}

/** How many of the inner edges lie strictly below. */
function binOf(edges: Float64Array, value: number): number {
  let [low, high] = [1, edges.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The values at some shares of the way from the smallest to the largest, between two by line. */
function quantiles(
  values: Float64Array,
  shares: Float64Array,
  sampleWeight?: ArrayLike<number>,
): Float64Array {
  const order = descendingOrder(values).reverse();
  // Sample j of the sorted list, in which a weight of 3 stands for three samples, is at `ends` > j.
  const ends = new Float64Array(order.length);
  let total = 0;
  order.forEach((i, place) => ends[place] = total += sampleWeight ? sampleWeight[i]! : 1);
  const at = (j: number) => values[order[firstAbove(ends, j)]!]!;
  return shares.map((share) => {
    const place = Math.max(0, total - 1) * (share * 100 / 100); // by way of per cent, as NumPy
    const below = Math.floor(place);
    const [a, b] = [at(below), at(below + 1)];
    const rest = place - below;
    return rest < 0.5 ? a + (b - a) * rest : b - (b - a) * (1 - rest);
  });
}

function firstAbove(ends: Float64Array, j: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > j) high = middle;
    else low = middle + 1;
  }
  return low;
}
