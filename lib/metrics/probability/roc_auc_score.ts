import { cannot } from "../../core/mod.ts";
import type { Label, Labels } from "../labels.ts";
import { areRows, type ScoreRows } from "../scores.ts";
import {
  allDecisions,
  averageOverClasses,
  checkClassAverage,
  type ClassAverage,
  oneAgainstRest,
  supports,
} from "./class_columns.ts";
import type { PositiveOptions } from "./positives.ts";
import { type ClassOptions, type ProbabilityRows, probabilityRows } from "./probability_rows.ts";
import {
  checkBothClasses,
  countThresholds,
  type ThresholdCounts,
  thresholdCounts,
} from "./threshold_counts.ts";

/** What `rocAucScore` may be told. */
export type RocAucOptions = PositiveOptions & ClassOptions & {
  /**
   * For two classes: only the part of the curve up to this false positive rate, above 0, rescaled so
   * that guessing gives 0.5 and perfection 1 (McClish).
   *
   * @default 1
   */
  maxFalsePositiveRate?: number;
  /** For several: each class against the rest, or each pair of classes. @default "ovr" */
  multiClass?: "ovr" | "ovo";
  /** For several: the mean of all, weighted by frequency, or all decisions in one. @default "macro" */
  average?: ClassAverage;
};

/**
 * Area under the ROC curve: the chance that a positive sample scores higher than a negative one,
 * with ties counted half.
 *
 * With a row of probabilities for each sample, the average over classes: each against the rest
 * (`"ovr"`), or over all pairs of classes (`"ovo"`, Hand and Till), which does not depend on how
 * frequent classes are.
 *
 * @param yTrue True labels, shape `(n)`.
 * @param scores The higher, the likelier positive, shape `(n)`; or probabilities, shape `(n, k)`.
 * @param options The positive class, or how several are averaged; weights.
 * @returns Between 0 and 1 (best); 0.5 is guessing.
 * @throws {RangeError} If the lengths differ or are 0, a score is not finite, there are no samples of
 * one of the classes, probabilities leave 0 to 1 or do not sum to 1, a label is none of `labels`, or
 * weights are negative, not finite, or all 0.
 * @throws {TypeError} If labels of several kinds are mixed.
 *
 * @example Of four pairs of a positive and a negative, three are in the right order
 * ```ts
 * import { rocAucScore } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(rocAucScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), 0.75);
 * ```
 *
 * Source: D. Hand, R. Till, "A simple generalisation of the area under the ROC curve for multiple
 * class classification problems", Machine Learning 45 (2001); D. McClish, "Analyzing a portion of the
 * ROC curve", Medical Decision Making 9 (1989).
 */
export function rocAucScore(
  yTrue: Labels,
  scores: ArrayLike<number> | ScoreRows,
  options: RocAucOptions = {},
): number {
  if (areRows(scores)) return areaOfClasses(yTrue, scores, options);
  const counts = thresholdCounts(ACTION, yTrue, scores, options);
  checkBothClasses(ACTION, counts);
  const { maxFalsePositiveRate = 1 } = options;
  return maxFalsePositiveRate === 1 ? area(counts) : partialArea(counts, maxFalsePositiveRate);
}

const ACTION = "compute rocAucScore";

/** By trapezia, which counts ties half. */
function area({ truePositives, falsePositives, positives, negatives }: ThresholdCounts): number {
  let doubled = 0;
  let [hits, alarms] = [0, 0];
  for (let i = 0; i < truePositives.length; i++) {
    doubled += (falsePositives[i]! - alarms) * (truePositives[i]! + hits);
    hits = truePositives[i]!;
    alarms = falsePositives[i]!;
  }
  return doubled / (2 * positives * negatives);
}

function partialArea(counts: ThresholdCounts, limit: number): number {
  if (!(limit > 0 && limit <= 1)) {
    const needed = "maxFalsePositiveRate must be above 0 and at most 1";
    throw new RangeError(cannot(ACTION, needed, limit));
  }
  let sum = 0;
  let [x, y] = [0, 0];
  for (let i = 0; i < counts.thresholds.length && x < limit; i++) {
    const nextX = counts.falsePositives[i]! / counts.negatives;
    const nextY = counts.truePositives[i]! / counts.positives;
    const end = Math.min(nextX, limit);
    const share = nextX > x ? (end - x) / (nextX - x) : 1;
    const endY = y + share * (nextY - y);
    sum += (end - x) * (y + endY) / 2;
    [x, y] = [end, endY];
  }
  const guessing = limit ** 2 / 2;
  return (1 + (sum - guessing) / (limit - guessing)) / 2;
}

function areaOfClasses(yTrue: Labels, scores: ScoreRows, options: RocAucOptions): number {
  const { average = "macro", multiClass = "ovr", sampleWeight } = options;
  const rows = probabilityRows(ACTION, yTrue, scores, options);
  if (multiClass !== "ovr" && multiClass !== "ovo") {
    throw new RangeError(cannot(ACTION, 'multiClass must be "ovr" or "ovo"', multiClass));
  }
  const known = multiClass === "ovr" ? ["macro", "weighted", "micro"] : ["macro", "weighted"];
  checkClassAverage(ACTION, average, known);
  const support = supports(rows, sampleWeight);
  if (average === "micro") {
    const all = allDecisions(rows, sampleWeight);
    return area(countThresholds(all.is, all.scores, all.sampleWeight));
  }
  if (multiClass === "ovo") return areaOfPairs(rows, average, support, sampleWeight);
  return averageOverClasses(average, support, (c) => {
    checkOccurs(support, c, rows.classes);
    if (rows.classes.length < 2) checkOccurs(Float64Array.of(0), 0, rows.classes);
    const { is, scores } = oneAgainstRest(rows, c);
    const counts = countThresholds(is, scores, sampleWeight);
    checkBothClasses(ACTION, counts);
    return area(counts);
  });
}

function areaOfPairs(
  rows: ProbabilityRows,
  average: "macro" | "weighted",
  support: Float64Array,
  sampleWeight?: ArrayLike<number>,
): number {
  const k = support.length;
  for (let c = 0; c < k; c++) checkOccurs(support, c, rows.classes);
  const members = Array.from({ length: k }, (_, c) => positionsOf(rows.codes, c));
  let top = 0;
  let bottom = 0;
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      const weight = average === "macro" ? 1 : support[a]! + support[b]!;
      const one = areaOfPair(rows, members, a, b, sampleWeight);
      const other = areaOfPair(rows, members, b, a, sampleWeight);
      top += weight * (one + other) / 2;
      bottom += weight;
    }
  }
  if (bottom > 0) return top / bottom;
  throw new RangeError(cannot(ACTION, "yTrue must hold samples of two classes or more", k));
}

function positionsOf(codes: Uint32Array, c: number): Uint32Array {
  return Uint32Array.from(codes.keys()).filter((i) => codes[i] === c);
}

/** How well column a tells class a from class b, among the samples of these two. */
function areaOfPair(
  { matrix }: ProbabilityRows,
  members: Uint32Array[],
  a: number,
  b: number,
  sampleWeight?: ArrayLike<number>,
): number {
  const positions = [members[a]!, members[b]!];
  const n = positions[0]!.length + positions[1]!.length;
  const is = new Uint8Array(n).fill(1, 0, positions[0]!.length);
  const scores = new Float64Array(n);
  const weights = sampleWeight && new Float64Array(n);
  let at = 0;
  for (const list of positions) {
    for (const i of list) {
      if (weights) weights[at] = sampleWeight![i]!;
      scores[at++] = matrix.data[i * matrix.columns + a]!;
    }
  }
  return area(countThresholds(is, scores, weights));
}

function checkOccurs(support: Float64Array, c: number, classes: readonly Label[]): void {
  if (support[c]! > 0) return;
  const needed = `yTrue must hold samples of both classes, ${
    JSON.stringify(classes[c])
  } and others`;
  throw new RangeError(cannot(ACTION, needed));
}
