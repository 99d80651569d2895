import { cannot, type Matrix, rowOf } from "../core/mod.ts";

/** What names a class or a category: text, a number or yes/no. */
export type Label = string | number | boolean;

/** Records of categories, shape `(n, d)`: one list a record, or a matrix of numbers. */
export type LabelTable = readonly (readonly Label[])[] | Matrix;

/**
 * The distinct labels in order: numbers by size, text by code points, false before true.
 *
 * @throws {TypeError} If labels of several types are mixed.
 * @throws {RangeError} If a label is NaN.
 */
export function sortedLabels<T extends Label>(action: string, labels: Iterable<T>): T[] {
  const distinct = [...new Set(labels)];
  const type = (label: unknown) => typeof label;
  for (const label of distinct) {
    if (type(label) !== type(distinct[0])) {
      const needed = `labels that are compared must be of one type, such as ${type(distinct[0])}`;
      throw new TypeError(cannot(action, needed, label));
    }
    if (Number.isNaN(label)) throw new RangeError(cannot(action, "a label must not be NaN"));
  }
  return distinct.sort(compareLabels);
}

/** Stops unless each row has the same number of labels; returns the table by its columns. */
export function labelColumns(action: string, X: LabelTable): Label[][] {
  const rows = labelRows(X);
  const width = rows[0]?.length ?? 0;
  rows.forEach((row, i) => {
    if (row.length === width) return;
    const needed = `every row must have the ${width} entries of the first`;
    throw new RangeError(`${cannot(action, needed)}, got ${row.length} in row ${i}`);
  });
  return Array.from({ length: width }, (_, j) => rows.map((row) => row[j]!));
}

/** The rows of either form. */
export function labelRows(X: LabelTable): readonly (readonly Label[])[] {
  if (!("data" in X)) return X;
  return Array.from({ length: X.rows }, (_, i) => Array.from(rowOf(X, i)));
}

/** Where each label stands in a list. */
export function positionsOf<T extends Label>(labels: readonly T[]): Map<T, number> {
  return new Map(labels.map((label, at) => [label, at]));
}

/** What an error says of a list of labels. */
export function listLabels(labels: readonly Label[]): string {
  const shown = labels.slice(0, 10).map((label) => JSON.stringify(label)).join(", ");
  return labels.length > 10 ? `${shown}, …` : shown;
}

function compareLabels(a: Label, b: Label): number {
  if (typeof a === "string" && typeof b === "string") return compareCodePoints(a, b);
  return Number(a) - Number(b);
}

/** Unlike `<`, which compares UTF-16 and so puts 😀 before ﬁ. */
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
