import { cannot } from "./cannot.ts";
import { checkInteger } from "./check.ts";

/**
 * A table of numbers, row after row in one array: entry (i, j) is `data[i * columns + j]`.
 *
 * A plain record, so that any folder can make one and hand it on.
 */
export type Matrix = {
  /** All entries, row-major, `rows · columns` of them. */
  readonly data: Float64Array<ArrayBuffer>;
  /** How many rows (samples), 0 or more. */
  readonly rows: number;
  /** How many columns (features), 0 or more. */
  readonly columns: number;
};

/**
 * A matrix of zeros.
 *
 * @param rows How many rows, 0 or more.
 * @param columns How many columns, 0 or more.
 * @returns A new matrix.
 * @throws {RangeError} If a size is not a whole number of at least 0.
 *
 * @example
 * ```ts
 * import { createMatrix } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(createMatrix(2, 3).data.length, 6);
 * ```
 */
export function createMatrix(rows: number, columns: number): Matrix {
  checkInteger("create a matrix", "rows", rows);
  checkInteger("create a matrix", "columns", columns);
  return { data: new Float64Array(rows * columns), rows, columns };
}

/**
 * The matrix with the given rows, copied. Without rows it is 0 × 0.
 *
 * @param rows The rows, all of one length; entries may be NaN, where a value is missing.
 * @returns A new matrix.
 * @throws {RangeError} If rows differ in length.
 * @throws {TypeError} If an entry is not a number.
 *
 * @example
 * ```ts
 * import { matrixFrom } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const X = matrixFrom([[1, 2, 3], [4, 5, 6]]);
 * assertEquals(X, { data: Float64Array.of(1, 2, 3, 4, 5, 6), rows: 2, columns: 3 });
 * ```
 */
export function matrixFrom(rows: readonly ArrayLike<number>[]): Matrix {
  const matrix = createMatrix(rows.length, rows[0]?.length ?? 0);
  for (let i = 0; i < matrix.rows; i++) {
    const row = rows[i]!;
    checkRow(row, i, matrix.columns);
    matrix.data.set(row, i * matrix.columns);
  }
  return matrix;
}

/**
 * Row i of a matrix, as a view: writing to it writes to the matrix.
 *
 * The index is not checked, since loops call this.
 *
 * @param matrix Where to look.
 * @param i Which row, from 0 to `rows − 1`.
 * @returns The row's entries, shape `(columns)`.
 *
 * @example
 * ```ts
 * import { matrixFrom, rowOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(rowOf(matrixFrom([[1, 2], [3, 4]]), 1), Float64Array.of(3, 4));
 * ```
 */
export function rowOf({ data, columns }: Matrix, i: number): Float64Array<ArrayBuffer> {
  return data.subarray(i * columns, (i + 1) * columns);
}

/**
 * Column j of a matrix, as a copy.
 *
 * @param matrix Where to look.
 * @param j Which column, from 0 to `columns − 1`.
 * @returns The column's entries, shape `(rows)`.
 * @throws {RangeError} If there is no such column.
 *
 * @example
 * ```ts
 * import { columnOf, matrixFrom } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(columnOf(matrixFrom([[1, 2], [3, 4]]), 1), Float64Array.of(2, 4));
 * ```
 */
export function columnOf({ data, rows, columns }: Matrix, j: number): Float64Array<ArrayBuffer> {
  checkInteger("take a column", "its number", j, 0, columns - 1);
  const column = new Float64Array(rows);
  for (let i = 0; i < rows; i++) column[i] = data[i * columns + j]!;
  return column;
}

/**
 * Some rows of a matrix, in the order asked for, copied: what a split's positions are for.
 *
 * @param matrix Where to take them.
 * @param positions Which rows; one may come twice.
 * @returns A new matrix, `positions.length × columns`.
 * @throws {RangeError} If there is no such row.
 *
 * @example
 * ```ts
 * import { matrixFrom, takeRows } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(takeRows(matrixFrom([[1, 2], [3, 4], [5, 6]]), [2, 0]), matrixFrom([[5, 6], [1, 2]]));
 * ```
 */
export function takeRows(matrix: Matrix, positions: ArrayLike<number>): Matrix {
  const taken = createMatrix(positions.length, matrix.columns);
  for (let i = 0; i < positions.length; i++) {
    checkInteger("take rows", `position ${i}`, positions[i]!, 0, matrix.rows - 1);
    taken.data.set(rowOf(matrix, positions[i]!), i * matrix.columns);
  }
  return taken;
}

/**
 * The rows of a matrix as ordinary lists, to show, save as JSON or hand to a plot.
 *
 * @param matrix What to list.
 * @returns New lists, shape `(rows, columns)`.
 *
 * @example
 * ```ts
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(rowsOf(matrixFrom([[1, 2], [3, 4]])), [[1, 2], [3, 4]]);
 * ```
 */
export function rowsOf(matrix: Matrix): number[][] {
  return Array.from({ length: matrix.rows }, (_, i) => Array.from(rowOf(matrix, i)));
}

function checkRow(row: ArrayLike<number>, i: number, columns: number): void {
  if (row.length !== columns) {
    const needed = `every row must have the ${columns} entries of the first`;
    throw new RangeError(`${cannot("create a matrix", needed)}, got ${row.length} in row ${i}`);
  }
  if (row instanceof Float64Array) return;
  for (let j = 0; j < columns; j++) {
    if (typeof row[j] === "number") continue;
    throw new TypeError(cannot("create a matrix", `entry (${i}, ${j}) must be a number`, row[j]));
  }
}
