import { checkInteger, createMatrix, type Matrix } from "../core/mod.ts";
import { type Label, labelRows, type LabelTable, positionsOf } from "./categories.ts";
import { checkWidth, learnCategories, unknownLabel } from "./one_hot_encoder.ts";

/** What an ordinal encoder has learnt. */
export type OrdinalEncoderState = {
  readonly kind: "ordinalEncoder";
  /** The categories of each column, in order. */
  readonly categories: readonly (readonly Label[])[];
  /** The number of a category that was not in the training data, or null where that is an error. */
  readonly unknownValue: number | null;
};

/** An encoder fitted by {@linkcode fitOrdinalEncoder}. */
export type OrdinalEncoder = OrdinalEncoderState & {
  /** Categories to their numbers, shape `(n, d)`. */
  transform(X: LabelTable): Matrix;
  /** Numbers to categories; null for what is no category's number. */
  inverseTransform(X: Matrix): (Label | null)[][];
};

/** What {@linkcode fitOrdinalEncoder} may be told. */
export type OrdinalEncoderOptions = {
  /** The categories of each column in the order wanted. @default those in X, sorted */
  categories?: readonly (readonly Label[])[] | undefined;
  /** The number of categories not in the training data, below 0. @default they are an error */
  unknownValue?: number | undefined;
};

/**
 * Learns the categories of each column, and puts numbers in their place: 0, 1, … in their order.
 *
 * A model takes such numbers for sizes: right for small, medium, large (say their order by
 * `categories`), wrong for red, green, blue, which want a one-hot encoder.
 *
 * @param X Records of categories, shape `(n, d)`.
 * @param options All may be left out.
 * @returns The categories, `transform` and `inverseTransform`.
 * @throws {RangeError} If X is empty, rows differ in length, `unknownValue` is not a whole number below
 * 0, or a category is not among those given.
 * @throws {TypeError} If a column mixes text, numbers and booleans.
 *
 * @example
 * ```ts
 * import { fitOrdinalEncoder } from "descent/preprocess";
 * import { rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const categories = [["small", "medium", "large"]];
 * const encoder = fitOrdinalEncoder([["large"], ["small"]], { categories, unknownValue: -1 });
 * assertEquals(rowsOf(encoder.transform([["medium"], ["huge"]])), [[1], [-1]]);
 * ```
 *
 * Source: scikit-learn's OrdinalEncoder.
 */
export function fitOrdinalEncoder(
  X: LabelTable,
  { categories, unknownValue }: OrdinalEncoderOptions = {},
): OrdinalEncoder {
  if (unknownValue !== undefined) {
    checkInteger(ACTION, "unknownValue", unknownValue, Number.MIN_SAFE_INTEGER, -1);
  }
  const encoder = ordinalEncoder({
    kind: "ordinalEncoder",
    categories: learnCategories(ACTION, X, categories),
    unknownValue: unknownValue ?? null,
  });
  if (categories && unknownValue === undefined) encoder.transform(X); // stops at one not given
  return encoder;
}

/** The encoder of categories that were learnt before. */
export function ordinalEncoder(state: OrdinalEncoderState): OrdinalEncoder {
  const { categories, unknownValue } = state;
  const places = categories.map(positionsOf);
  return {
    ...state,
    transform(X) {
      const rows = labelRows(X);
      const encoded = createMatrix(rows.length, categories.length);
      rows.forEach((row, i) => {
        checkWidth("encode categories", row, i, categories.length);
        row.forEach((label, j) => {
          const at = places[j]!.get(label) ?? unknownValue;
          if (at === null) throw unknownLabel(label, j, categories[j]!);
          encoded.data[i * encoded.columns + j] = at;
        });
      });
      return encoded;
    },
    inverseTransform(X) {
      return Array.from(
        { length: X.rows },
        (_, i) => categories.map((labels, j) => labels[X.data[i * X.columns + j]!] ?? null),
      );
    },
  };
}

const ACTION = "fit an ordinal encoder";
