import { cannot, createMatrix, type Matrix } from "../core/mod.ts";
import {
  type Label,
  labelColumns,
  labelRows,
  type LabelTable,
  listLabels,
  positionsOf,
  sortedLabels,
} from "./categories.ts";

/** What a one-hot encoder has learnt. */
export type OneHotEncoderState = {
  readonly kind: "oneHotEncoder";
  /** The categories of each column, in order. */
  readonly categories: readonly (readonly Label[])[];
  /** The category of each column that has no column of its own, or null. */
  readonly dropped: readonly (number | null)[];
  /** Whether a category that was not in the training data becomes zeros; otherwise it is an error. */
  readonly ignoreUnknown: boolean;
};

/** An encoder fitted by {@linkcode fitOneHotEncoder}. */
export type OneHotEncoder = OneHotEncoderState & {
  /** Categories to zeros and ones, shape `(n, width)`. */
  transform(X: LabelTable): Matrix;
  /** Zeros and ones to categories; a row of zeros is the dropped category, or null where there is none. */
  inverseTransform(X: Matrix): (Label | null)[][];
  /** A name for each new column, such as `origin_3`; without names the old columns are x0, x1, … */
  featureNames(columns?: readonly string[]): string[];
};

/** What {@linkcode fitOneHotEncoder} may be told. */
export type OneHotEncoderOptions = {
  /** The categories of each column in the order wanted. @default those in X, sorted */
  categories?: readonly (readonly Label[])[] | undefined;
  /** Which category gets no column: the first of each, that of two, or none. @default "none" */
  drop?: "none" | "first" | "ifBinary" | undefined;
  /** What to do with a category that was not in the training data. @default "error" */
  unknown?: "error" | "ignore" | undefined;
};

/**
 * Learns the categories of each column, and gives each a column of its own that is 1 where the record
 * has that category.
 *
 * With all columns kept they add up to 1, so that a linear model with an intercept can shift between
 * them and has no single answer; `drop: "first"` takes that freedom away.
 *
 * @param X Records of categories, shape `(n, d)`.
 * @param options All may be left out.
 * @returns The categories, `transform`, `inverseTransform` and `featureNames`.
 * @throws {RangeError} If X is empty, rows differ in length, or a category is not among those given.
 * @throws {TypeError} If a column mixes text, numbers and booleans.
 *
 * @example
 * ```ts
 * import { fitOneHotEncoder } from "descent/preprocess";
 * import { rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const encoder = fitOneHotEncoder([["red"], ["green"], ["red"]], { unknown: "ignore" });
 * assertEquals(encoder.categories, [["green", "red"]]);
 * assertEquals(rowsOf(encoder.transform([["red"], ["blue"]])), [[0, 1], [0, 0]]);
 * assertEquals(encoder.featureNames(["colour"]), ["colour_green", "colour_red"]);
 * ```
 *
 * Source: scikit-learn's OneHotEncoder.
 */
export function fitOneHotEncoder(
  X: LabelTable,
  { categories, drop = "none", unknown = "error" }: OneHotEncoderOptions = {},
): OneHotEncoder {
  const found = learnCategories(ACTION, X, categories);
  const dropped = found.map(({ length }) => {
    return drop === "first" || (drop === "ifBinary" && length === 2) ? 0 : null;
  });
  const encoder = oneHotEncoder({
    kind: "oneHotEncoder",
    categories: found,
    dropped,
    ignoreUnknown: unknown === "ignore",
  });
  if (categories && unknown === "error") encoder.transform(X); // stops at one that is not given
  return encoder;
}

/** The encoder of categories that were learnt before. */
export function oneHotEncoder(state: OneHotEncoderState): OneHotEncoder {
  const { categories, dropped, ignoreUnknown } = state;
  const places = categories.map(positionsOf);
  // For each old column where its new ones begin, and last how many there are in all.
  const starts = [0];
  categories.forEach(({ length }, j) => {
    starts.push(starts[j]! + length - (dropped[j] === null ? 0 : 1));
  });
  /** The new column of a category, or −1 for a dropped one. */
  const columnOf = (j: number, at: number) => {
    const gone = dropped[j];
    if (gone == null || at < gone) return starts[j]! + at;
    return at === gone ? -1 : starts[j]! + at - 1;
  };
  return {
    ...state,
    transform(X) {
      const rows = labelRows(X);
      const encoded = createMatrix(rows.length, starts.at(-1)!);
      rows.forEach((row, i) => {
        checkWidth("encode categories", row, i, categories.length);
        row.forEach((label, j) => {
          const at = places[j]!.get(label);
          if (at === undefined && !ignoreUnknown) throw unknownLabel(label, j, categories[j]!);
          const column = at === undefined ? -1 : columnOf(j, at);
          if (column >= 0) encoded.data[i * encoded.columns + column] = 1;
        });
      });
      return encoded;
    },
    inverseTransform(X) {
      if (X.columns !== starts.at(-1)) {
        const needed = `X must have the ${starts.at(-1)} columns that the encoder makes`;
        throw new RangeError(cannot("decode categories", needed, X.columns));
      }
      return Array.from({ length: X.rows }, (_, i) =>
        categories.map((labels, j) => {
          const set = (at: number) => {
            const column = columnOf(j, at);
            return column >= 0 && X.data[i * X.columns + column] === 1;
          };
          return labels.find((_, at) => set(at)) ?? labels[dropped[j] ?? -1] ?? null;
        }));
    },
    featureNames(columns) {
      return categories.flatMap((labels, j) =>
        labels.filter((_, at) => at !== dropped[j])
          .map((label) => `${columns?.[j] ?? `x${j}`}_${label}`)
      );
    },
  };
}

/** The categories of each column: those given, or those found. */
export function learnCategories(
  action: string,
  X: LabelTable,
  given: readonly (readonly Label[])[] | undefined,
): (readonly Label[])[] {
  const columns = labelColumns(action, X);
  if (columns.length === 0) {
    throw new RangeError(cannot(action, "X must have at least one row and one column"));
  }
  if (given && given.length !== columns.length) {
    const needed = `categories must be given for each of the ${columns.length} columns`;
    throw new RangeError(cannot(action, needed, given.length));
  }
  return columns.map((labels, j) => given?.[j] ?? sortedLabels(action, labels));
}

/** Stops unless a record has as many entries as those learnt from. */
export function checkWidth(action: string, row: readonly Label[], i: number, width: number): void {
  if (row.length === width) return;
  const needed = `each row must have the ${width} entries of the data it was fitted on`;
  throw new RangeError(`${cannot(action, needed)}, got ${row.length} in row ${i}`);
}

/** The error of a category that was not in the training data. */
export function unknownLabel(label: Label, column: number, known: readonly Label[]): RangeError {
  const needed = `an entry of column ${column} must be one of ${listLabels(known)}`;
  return new RangeError(cannot("encode categories", needed, label));
}

const ACTION = "fit a one-hot encoder";
