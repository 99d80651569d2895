import { checkSameLength } from "../../core/mod.ts";
import { checkLabels, compareLabels, type Label, type Labels } from "../labels.ts";
import { checkSampleWeight } from "../sample_weight.ts";

/** How often each true label met each predicted one: all that metrics of labels need to know. */
export type Pairs = {
  /** The labels that occur, in order, k of them. */
  labels: Label[];
  /** Sums of weights, row-major `(k, k)`: true downwards, predicted across. */
  counts: Float64Array;
};

/** Up to this distance between the smallest and largest label, pairs are counted in one table. */
const MAX_WIDTH = 1024;

/** Counts the pairs of checked labels, in one pass where labels are whole numbers close together. */
export function countPairs(
  action: string,
  yTrue: Labels,
  yPred: Labels,
  sampleWeight?: ArrayLike<number>,
): Pairs {
  checkSameLength(action, ["yTrue", yTrue.length], ["yPred", yPred.length]);
  checkSampleWeight(action, sampleWeight, yTrue.length);
  const [a, b] = [wholeNumbers(yTrue), wholeNumbers(yPred)];
  if (a && b) {
    const [low, high] = rangeOf(a, b);
    if (high - low < MAX_WIDTH) return countNear(a, b, low, high - low + 1, sampleWeight);
  }
  checkLabels(action, yTrue, yPred);
  return countAny(yTrue, yPred, sampleWeight);
}

/** The labels as 32-bit whole numbers, if all of them are such. */
function wholeNumbers(labels: Labels): Int32Array | undefined {
  if (labels instanceof Int32Array) return labels;
  if (typeof labels[0] !== "number") return undefined;
  const numbers = new Int32Array(labels as ArrayLike<number>);
  const { length } = numbers;
  for (let i = 0; i < length; i++) if (numbers[i] !== labels[i]) return undefined;
  return numbers;
}

function rangeOf(...lists: Int32Array[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const value = list[i]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

function countNear(
  yTrue: Int32Array,
  yPred: Int32Array,
  low: number,
  width: number,
  sampleWeight?: ArrayLike<number>,
): Pairs {
  const table = new Float64Array(width * width);
  const seen = new Uint8Array(width); // a label counts as there even if its weights are all 0
  if (sampleWeight) {
    for (let i = 0; i < yTrue.length; i++) {
      const [t, p] = [yTrue[i]! - low, yPred[i]! - low];
      table[t * width + p]! += sampleWeight[i]!;
      seen[t] = seen[p] = 1;
    }
  } else {
    for (let i = 0; i < yTrue.length; i++) {
      table[(yTrue[i]! - low) * width + yPred[i]! - low]!++;
    }
    for (let cell = 0; cell < table.length; cell++) {
      if (table[cell]! > 0) seen[Math.floor(cell / width)] = seen[cell % width] = 1;
    }
  }
  const kept = Array.from(seen.keys()).filter((place) => seen[place] === 1);
  if (kept.length === width) return { labels: kept.map((place) => place + low), counts: table };
  const k = kept.length;
  const counts = new Float64Array(k * k);
  kept.forEach((row, i) =>
    kept.forEach((column, j) => counts[i * k + j] = table[row * width + column]!)
  );
  return { labels: kept.map((place) => place + low), counts };
}

function countAny(yTrue: Labels, yPred: Labels, sampleWeight?: ArrayLike<number>): Pairs {
  const n = yTrue.length;
  const codes = new Map<Label, number>();
  const [a, b] = [encoded(yTrue, codes), encoded(yPred, codes)];
  const labels = [...codes.keys()].sort(compareLabels);
  const place = new Uint32Array(labels.length); // from the order met to the order sorted
  labels.forEach((label, i) => place[codes.get(label)!] = i);
  const counts = new Float64Array(labels.length ** 2);
  for (let i = 0; i < n; i++) {
    counts[place[a[i]!]! * labels.length + place[b[i]!]!]! += sampleWeight?.[i] ?? 1;
  }
  return { labels, counts };
}

function encoded(labels: Labels, codes: Map<Label, number>): Uint32Array {
  const encoding = new Uint32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    let code = codes.get(labels[i]!);
    if (code === undefined) codes.set(labels[i]!, code = codes.size);
    encoding[i] = code;
  }
  return encoding;
}
