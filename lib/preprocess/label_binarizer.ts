import { cannot, createMatrix, type Matrix, rowOf } from "../core/mod.ts";
import { type Label, positionsOf } from "./categories.ts";
import { classesOf, numberOf } from "./label_encoder.ts";

/** What a label binariser has learnt. */
export type LabelBinarizerState<T extends Label = Label> = {
  readonly kind: "labelBinarizer";
  /** The classes in order. */
  readonly classes: readonly T[];
};

/** A binariser fitted by {@linkcode fitLabelBinarizer}. */
export type LabelBinarizer<T extends Label = Label> = LabelBinarizerState<T> & {
  /** Labels to zeros and ones, shape `(n, k)`, or `(n, 1)` where there are at most two classes. */
  transform(labels: ArrayLike<T>): Matrix;
  /**
   * Scores or zeros and ones to labels: the class of the largest entry, at a tie the first; with two
   * classes the second where the one column is above 1/2.
   */
  inverseTransform(X: Matrix): T[];
};

/**
 * Learns the classes of a target, and gives each a column that is 1 for its examples. Two classes need
 * one column, which is 1 for the second; a single class gives a column of zeros.
 *
 * @param labels The class of each example, shape `(n)`, all of one type.
 * @returns The classes, `transform` and `inverseTransform`.
 * @throws {RangeError} If there are no labels, or one is NaN.
 * @throws {TypeError} If labels of several types are mixed.
 *
 * @example
 * ```ts
 * import { fitLabelBinarizer } from "descent/preprocess";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const three = fitLabelBinarizer(["a", "b", "c"]);
 * assertEquals(rowsOf(three.transform(["b"])), [[0, 1, 0]]);
 * assertEquals(three.inverseTransform(matrixFrom([[0.2, 0.1, 0.7]])), ["c"]);
 * assertEquals(rowsOf(fitLabelBinarizer(["no", "yes"]).transform(["yes", "no"])), [[1], [0]]);
 * ```
 *
 * Source: scikit-learn's LabelBinarizer.
 */
export function fitLabelBinarizer<T extends Label>(labels: ArrayLike<T>): LabelBinarizer<T> {
  return labelBinarizer({
    kind: "labelBinarizer",
    classes: classesOf("fit a label binariser", labels),
  });
}

/** The binariser of classes that were learnt before. */
export function labelBinarizer<T extends Label>(state: LabelBinarizerState<T>): LabelBinarizer<T> {
  const { classes } = state;
  const places = positionsOf(classes);
  const columns = classes.length <= 2 ? 1 : classes.length;
  return {
    ...state,
    transform(labels) {
      const binary = createMatrix(labels.length, columns);
      for (let i = 0; i < labels.length; i++) {
        const at = numberOf(labels[i]!, places, classes);
        if (columns > 1) binary.data[i * columns + at] = 1;
        else binary.data[i] = at;
      }
      return binary;
    },
    inverseTransform(X) {
      if (X.columns !== columns) {
        const needed = `X must have the ${columns} columns that the binariser makes`;
        throw new RangeError(cannot("decode labels", needed, X.columns));
      }
      return Array.from(
        { length: X.rows },
        (_, i) => classes[largest(rowOf(X, i), classes.length)]!,
      );
    },
  };
}

/** Which class a row speaks for. */
function largest(row: Float64Array, classes: number): number {
  if (row.length === 1) return classes === 2 && row[0]! > 0.5 ? 1 : 0;
  let best = 0;
  for (let j = 1; j < row.length; j++) if (row[j]! > row[best]!) best = j;
  return best;
}
