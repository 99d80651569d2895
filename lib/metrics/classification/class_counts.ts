import { cannot } from "../../core/mod.ts";
import type { Label, Labels } from "../labels.ts";
import { areSets, encodeSets, type LabelSets } from "./label_sets.ts";
import { countPairs, type Pairs } from "./pairs.ts";

/** For each of k classes, the sums that precision, recall and their kin are made of. */
export type ClassCounts = {
  labels: Label[];
  /** Weight of the samples that have the class and are said to have it, shape `(k)`. */
  hits: Float64Array;
  /** Weight of all that are said to have it. */
  predicted: Float64Array;
  /** Weight of all that have it: the support. */
  actual: Float64Array;
  /** Weight of all samples. */
  total: number;
  /** Whether every sample has exactly one label, and every label that occurs is among `labels`. */
  whole: boolean;
};

/** Counts by class, of all labels that occur or of those asked for. */
export function classCounts(
  action: string,
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  labels?: Labels,
  sampleWeight?: ArrayLike<number>,
): ClassCounts {
  if (areSets(yTrue) || areSets(yPred)) {
    return countsOfSets(action, yTrue, yPred, labels, sampleWeight);
  }
  const pairs = countPairs(action, yTrue as Labels, yPred as Labels, sampleWeight);
  return countsOfPairs(action, pairs, labels);
}

/** The same from pairs that are counted already. */
export function countsOfPairs(action: string, pairs: Pairs, labels?: Labels): ClassCounts {
  const k = pairs.labels.length;
  const order = labels ? differing(action, labels) : pairs.labels;
  const [hits, predicted, actual] = zeros(order.length);
  const rows = new Float64Array(k);
  const columns = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      rows[i]! += pairs.counts[i * k + j]!;
      columns[j]! += pairs.counts[i * k + j]!;
    }
  }
  const place = new Map(pairs.labels.map((label, i) => [label, i]));
  order.forEach((label, i) => {
    const at = place.get(label);
    if (at === undefined) return; // never met: all zeros
    hits[i] = pairs.counts[at * k + at]!;
    predicted[i] = columns[at]!;
    actual[i] = rows[at]!;
  });
  const asked = new Set(order);
  const whole = pairs.labels.every((label) => asked.has(label));
  return { labels: order, hits, predicted, actual, total: sum(rows), whole };
}

function countsOfSets(
  action: string,
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  asked?: Labels,
  sampleWeight?: ArrayLike<number>,
): ClassCounts {
  const order = asked && differing(action, asked);
  const sets = encodeSets(action, yTrue, yPred, order, sampleWeight);
  const [hits, predicted, actual] = zeros(sets.labels.length);
  let total = 0;
  sets.yTrue.forEach((has, i) => {
    const weight = sampleWeight?.[i] ?? 1;
    const said = sets.yPred[i]!;
    for (const place of said) predicted[place]! += weight;
    for (const place of has) actual[place]! += weight;
    for (const place of has) if (said.includes(place)) hits[place]! += weight;
    total += weight;
  });
  return { labels: sets.labels, hits, predicted, actual, total, whole: false };
}

/** The labels asked for, none of them twice. */
export function differing(action: string, labels: Labels): Label[] {
  const order = Array.from(labels);
  if (order.length === 0) throw new RangeError(cannot(action, "labels must name a label", order));
  const seen = new Set<Label>();
  for (const label of order) {
    if (seen.has(label)) {
      throw new RangeError(cannot(action, "labels must differ from each other", label));
    }
    seen.add(label);
  }
  return order;
}

function zeros(k: number): [Float64Array, Float64Array, Float64Array] {
  return [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
}

/** The sum of numbers, in their order. */
export function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
