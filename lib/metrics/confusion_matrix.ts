import { cannot, checkInteger } from "../core/mod.ts";
import { checkLabels, type Label, type Labels, sortedLabels } from "./labels.ts";
import { checkSampleWeight } from "./sample_weight.ts";

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
  checkLabels(ACTION, yTrue, yPred);
  checkSampleWeight(ACTION, sampleWeight, yTrue.length);
  const order = classes === undefined && labels === undefined
    ? sortedLabels(yTrue, yPred)
    : chosenLabels(yTrue, yPred, classes, labels);
  const counts = count(yTrue, yPred, order, sampleWeight);
  return normalize === "none" ? counts : shares(counts, normalize);
}

const ACTION = "compute confusionMatrix";

function chosenLabels(yTrue: Labels, yPred: Labels, classes?: number, labels?: Labels): Label[] {
  if (classes !== undefined && labels !== undefined) {
    throw new TypeError(cannot(ACTION, "give either classes or labels, not both"));
  }
  if (classes !== undefined) return classLabels(yTrue, yPred, classes);
  const order = Array.from(labels!);
  const twice = order.find((label, i) => order.indexOf(label) !== i);
  if (twice !== undefined) {
    throw new RangeError(cannot(ACTION, "labels must differ from each other", twice));
  }
  const present = new Set(Array.from(yTrue));
  if (order.some((label) => present.has(label))) return order;
  throw new RangeError(cannot(ACTION, "one of labels must occur in yTrue", order));
}

function classLabels(yTrue: Labels, yPred: Labels, classes: number): number[] {
  checkInteger(ACTION, "classes", classes, 1);
  const isClass = (label: Label) => typeof label === "number" && label >= 0 && label < classes;
  for (const [name, labels] of [["yTrue", yTrue], ["yPred", yPred]] as const) {
    const other = Array.from(labels).find((label) => !isClass(label));
    if (other === undefined) continue;
    throw new RangeError(
      cannot(ACTION, `${name} must hold labels from 0 to ${classes - 1}`, other),
    );
  }
  return Array.from({ length: classes }, (_, label) => label);
}

function count(
  yTrue: Labels,
  yPred: Labels,
  order: Label[],
  sampleWeight?: ArrayLike<number>,
): number[][] {
  const place = new Map(order.map((label, i) => [label, i]));
  const counts = order.map(() => order.map(() => 0));
  for (let i = 0; i < yTrue.length; i++) {
    const row = place.get(yTrue[i]!);
    const column = place.get(yPred[i]!);
    if (row === undefined || column === undefined) continue;
    counts[row]![column]! += sampleWeight?.[i] ?? 1;
  }
  return counts;
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
