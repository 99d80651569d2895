import { cannot, createMatrix, type Matrix } from "../core/mod.ts";
import type { CsvTable } from "./csv.ts";

/** What {@linkcode numbersOf} may be told. */
export type NumbersOfOptions = {
  /** Fields that stand for a missing value, which becomes NaN. @default none */
  missing?: readonly string[] | undefined;
  /** What error texts call the table. @default "CSV" */
  name?: string | undefined;
};

/**
 * Columns of a table as numbers.
 *
 * @param table What `parseCsv` gave.
 * @param columns Names of the columns wanted, in this order.
 * @param options All may be left out.
 * @returns A matrix of `rows.length × columns.length`; a missing value is NaN.
 * @throws {RangeError} If there is no column of a name; the error lists those there are.
 * @throws {SyntaxError} If a field is not a finite number and not among `missing`; the error names
 * line and column.
 *
 * @example
 * ```ts
 * import { numbersOf, parseCsv } from "descent/data";
 * import { rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const table = parseCsv("car,power\nA,130\nB,?\n");
 * assertEquals(rowsOf(numbersOf(table, ["power"], { missing: ["?"] })), [[130], [NaN]]);
 * ```
 */
export function numbersOf(
  { header, rows, lines }: CsvTable,
  columns: readonly string[],
  { missing = [], name = "CSV" }: NumbersOfOptions = {},
): Matrix {
  const action = `read ${name}`;
  const places = columns.map((column) => {
    const place = header.indexOf(column);
    if (place >= 0) return place;
    throw new RangeError(cannot(action, `a column must be one of ${header.join(", ")}`, column));
  });
  const matrix = createMatrix(rows.length, columns.length);
  rows.forEach((row, i) => {
    places.forEach((place, j) => {
      const field = row[place]!;
      const value = missing.includes(field) ? NaN : Number(field);
      // Number("") is 0, and Number("Infinity") a number: neither is what a table means.
      const wrong = field.trim() === "" || !Number.isFinite(value);
      if (wrong && !missing.includes(field)) {
        const needed = `line ${lines[i]}, column "${columns[j]}" must be a number`;
        throw new SyntaxError(cannot(action, needed, field));
      }
      matrix.data[i * columns.length + j] = value;
    });
  });
  return matrix;
}
