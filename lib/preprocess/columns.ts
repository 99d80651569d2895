import { cannot, checkInteger, createMatrix, type Matrix } from "../core/mod.ts";
import { checkColumns, type Transformer } from "./transformer.ts";

/** What was learnt for each group of columns. */
export type ColumnsState = {
  readonly kind: "columns";
  /** How many columns a row must have. */
  readonly width: number;
  readonly parts: readonly { readonly columns: readonly number[]; readonly step: Transformer }[];
};

/** Fitted by {@linkcode fitColumns}. */
export type Columns = ColumnsState & Transformer;

/** Some columns, and what to learn from them. */
export type ColumnsPart = {
  /** Their numbers, from 0. */
  columns: readonly number[];
  /** The function that fits on them alone. */
  fit: (X: Matrix) => Transformer;
};

/**
 * Fits a transformer of its own on each group of columns, and sets the results side by side.
 *
 * A column that no group names is left out; one may be in several groups.
 *
 * @param X Rows to learn from, shape `(n, d)`.
 * @param parts The groups, at least one.
 * @returns The groups with what was learnt, and `transform`.
 * @throws {RangeError} If there is no group, a column does not exist, and what the functions throw.
 *
 * @example Weight is scaled, the country of origin is a category
 * ```ts
 * import { fitColumns, fitMinMaxScaler, fitOneHotEncoder } from "descent/preprocess";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const cars = matrixFrom([[900, 1], [1700, 3]]);
 * const prepared = fitColumns(cars, [
 *   { columns: [0], fit: fitMinMaxScaler },
 *   { columns: [1], fit: fitOneHotEncoder },
 * ]);
 * assertEquals(rowsOf(prepared.transform(cars)), [[0, 1, 0], [1, 0, 1]]);
 * ```
 */
export function fitColumns(X: Matrix, parts: readonly ColumnsPart[]): Columns {
  if (parts.length === 0) {
    throw new RangeError(cannot(ACTION, "there must be at least one group of columns"));
  }
  return columns({
    kind: "columns",
    width: X.columns,
    parts: parts.map((part) => ({
      columns: [...part.columns],
      step: part.fit(takeColumns(X, part.columns)),
    })),
  });
}

/** What was fitted on groups of columns before. */
export function columns(state: ColumnsState): Columns {
  return {
    ...state,
    transform(X) {
      checkColumns("transform columns", X, state.width);
      return sideBySide(
        state.parts.map((part) => part.step.transform(takeColumns(X, part.columns))),
      );
    },
  };
}

function takeColumns(X: Matrix, columns: readonly number[]): Matrix {
  for (const j of columns) checkInteger(ACTION, "a column", j, 0, X.columns - 1);
  const taken = createMatrix(X.rows, columns.length);
  for (let i = 0; i < X.rows; i++) {
    columns.forEach((j, at) => taken.data[i * taken.columns + at] = X.data[i * X.columns + j]!);
  }
  return taken;
}

function sideBySide(parts: Matrix[]): Matrix {
  const width = parts.reduce((sum, { columns }) => sum + columns, 0);
  const joined = createMatrix(parts[0]!.rows, width);
  let start = 0;
  for (const { data, rows, columns } of parts) {
    for (let i = 0; i < rows; i++) {
      joined.data.set(data.subarray(i * columns, (i + 1) * columns), i * width + start);
    }
    start += columns;
  }
  return joined;
}

const ACTION = "fit columns";
