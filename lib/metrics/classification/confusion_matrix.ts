import { cannot, checkInteger } from "../../core/mod.ts";
import { type Label, type Labels } from "../labels.ts";
import { differing } from "./class_counts.ts";
import { countPairs, type Pairs } from "./pairs.ts";

/** What `confusionMatrix` may be told. Give `classes` or `labels`, or neither. */
export type ConfusionMatrixOptions = {
  /** How many classes there are, k >= 1: the labels are 0 to k − 1, and any other is an error. */
  classes?: number;
  /**
   * The labels in the order of the rows and columns; samples with any other label are left out.
   *
   * @default all labels that occur, numbers upward, text by code point
   */
  labels?: Labels;
  /**
   * What sums to 1: each row (`"true"`: the diagonal is recall), each column (`"pred"`: the diagonal
   * is precision), or the whole table (`"all"`). `"none"` counts.
   *
   * @default "none"
   */
  normalize?: "none" | "true" | "pred" | "all";
  /** How much each sample counts, shape `(n)`, 0 or more. @default 1 for each */
  sampleWeight?: ArrayLike<number>;
};

/**
 * Confusion matrix: how often each true class was predicted as each class.
 *
 * Where a row, column or table sums to 0, its shares are 0/0; this returns 0.
 *
 * @param yTrue True labels, shape `(n)`, n >= 1.
 * @param yPred Predicted labels, shape `(n)`, in the same order and of the same kind.
 * @param options Which labels, in which order; shares instead of counts; sample weights.
 * @returns k rows of k numbers: row i, column j is for true class i predicted as class j.
 * @throws {RangeError} If the lengths differ or are 0, a number is not whole, a label is not one of
 * `classes`, none of `labels` occurs in `yTrue`, one of them stands twice, or weights are negative,
 * not finite, or all 0.
 * @throws {TypeError} If numbers, texts and truth values are mixed, or `classes` and `labels` are
 * both given.
 *
 * @example One of two dogs was taken for a cat
 * ```ts
 * import { confusionMatrix } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const yTrue = ["cat", "cat", "dog", "dog"];
 * const yPred = ["cat", "cat", "cat", "dog"];
 * assertEquals(confusionMatrix(yTrue, yPred), [[2, 0], [1, 1]]);
 * assertEquals(confusionMatrix(yTrue, yPred, { normalize: "true" }), [[1, 0], [0.5, 0.5]]);
 * ```
 */
export function confusionMatrix(
  yTrue: Labels,
  yPred: Labels,
  { classes, labels, normalize = "none", sampleWeight }: ConfusionMatrixOptions = {},
): number[][] {
  const pairs = countPairs(ACTION, yTrue, yPred, sampleWeight);
  if (classes !== undefined && labels !== undefined) {
    throw new TypeError(cannot(ACTION, "give either classes or labels, not both"));
  }
  const order = classes === undefined
    ? labels && chosenLabels(ACTION, pairs, labels)
    : classLabels(yTrue, yPred, pairs, classes);
  const counts = tableOf(pairs, order ?? pairs.labels);
  return normalize === "none" ? counts : shares(counts, normalize);
}

const ACTION = "compute confusionMatrix";

/** The labels asked for, one of which is a true one. */
export function chosenLabels(action: string, pairs: Pairs, labels: Labels): Label[] {
  const order = differing(action, labels);
  const k = pairs.labels.length;
  const occurs = (label: Label) => {
    const row = pairs.labels.indexOf(label) * k;
    return row >= 0 && pairs.counts.subarray(row, row + k).some((count) => count > 0);
  };
  if (order.some(occurs)) return order;
  throw new RangeError(cannot(action, "one of labels must occur in yTrue", order));
}

function classLabels(yTrue: Labels, yPred: Labels, pairs: Pairs, classes: number): number[] {
  checkInteger(ACTION, "classes", classes, 1);
  const isClass = (label: Label) => typeof label === "number" && label >= 0 && label < classes;
  for (const [name, labels] of [["yTrue", yTrue], ["yPred", yPred]] as const) {
    if (pairs.labels.every(isClass)) break;
    const other = Array.from(labels).find((label) => !isClass(label));
    if (other === undefined) continue;
    throw new RangeError(
      cannot(ACTION, `${name} must hold labels from 0 to ${classes - 1}`, other),
    );
  }
  return Array.from({ length: classes }, (_, label) => label);
}

/** Rows and columns of pairs in another order, zeros where a label never occurs. */
export function tableOf({ labels, counts }: Pairs, order: readonly Label[]): number[][] {
  const k = labels.length;
  const place = new Map(labels.map((label, i) => [label, i]));
  const places = order.map((label) => place.get(label) ?? -1);
  return places.map((row) =>
    places.map((column) => row < 0 || column < 0 ? 0 : counts[row * k + column]!)
  );
}

function shares(counts: number[][], normalize: "true" | "pred" | "all"): number[][] {
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const rows = counts.map(sum);
  const columns = counts.map((_, j) => sum(counts.map((row) => row[j]!)));
  const whole = sum(rows);
  return counts.map((row, i) =>
    row.map((value, j) => {
      const total = { true: rows[i]!, pred: columns[j]!, all: whole }[normalize];
      return total === 0 ? 0 : value / total;
    })
  );
}
