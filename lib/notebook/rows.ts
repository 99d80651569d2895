import type { Grid } from "./grid.ts";

/** A row: values by column name, or in order. */
export type TableRow = Record<string, unknown> | unknown[];

/** Whether a value is an array of records, or of arrays, that are one table. */
export function isRows(value: unknown): value is TableRow[] {
  return Array.isArray(value) &&
    value.every((row) => typeof row === "object" && row !== null && !ArrayBuffer.isView(row));
}

/** Rows as a grid; the columns are those of all rows, in the order in which they first come. */
export function gridOf(rows: TableRow[], caption: string, names?: string[]): Grid {
  const columns = names ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    caption,
    columns,
    rows: rows.map((row) => columns.map((name) => (row as Record<string, unknown>)[name])),
  };
}
