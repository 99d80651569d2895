import { cannot } from "../core/mod.ts";
import { gridBundle } from "./grid.ts";
import { gridOf, isRows, type TableRow } from "./rows.ts";
import { session } from "./session.ts";

/** Settings of `table`. */
export type TableOptions = {
  /** Written above the table. @default nothing */
  caption?: string;
  /** Which columns, in which order. @default those of the rows, as they come */
  columns?: string[];
  /** How many rows are shown at most; of more, the first and the last. @default 20 */
  maxRows?: number;
};

/**
 * Shows rows as a table. Numbers have four digits; text is escaped.
 *
 * @param rows Records, or arrays of values.
 * @param options Caption, columns, and how many rows are shown.
 * @throws {TypeError} If `rows` is not an array of records or arrays.
 *
 * @example
 * ```ts
 * import { table } from "descent/notebook";
 *
 * table([{ optimizer: "adam", accuracy: 0.98123 }, { optimizer: "sgd", accuracy: 0.9 }]);
 * ```
 */
export function table(rows: TableRow[], options: TableOptions = {}): void {
  if (!isRows(rows)) {
    throw new TypeError(cannot("show a table", "rows must be an array of records or arrays", rows));
  }
  const { caption = "", maxRows = 20 } = options;
  session().screen.show(gridBundle(gridOf(rows, caption, options.columns), { maxRows }));
}
