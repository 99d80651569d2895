import { gridBundle } from "./grid.ts";
import type { Bundle } from "./host.ts";

/** What a DataFrame or Series of danfojs has that is looked at here. */
export type FrameLike = {
  shape: number[];
  columns: string[];
  dtypes: string[];
  index: unknown[];
  /** Rows of a DataFrame, plain values of a Series. */
  values: unknown[] | unknown[][];
};

/**
 * Whether a value is a DataFrame or a Series. Told by its parts: this folder loads no danfojs. A lesson
 * imports it as `npm:danfojs@1.1.2`; package.json sees to it that danfojs uses the TensorFlow.js of
 * this project.
 */
export function isFrame(value: unknown): value is FrameLike {
  if (typeof value !== "object" || value === null) return false;
  const { shape, columns, dtypes, index } = value as Partial<FrameLike>;
  return [shape, columns, dtypes, index].every(Array.isArray) &&
    Array.isArray((value as FrameLike).values);
}

/**
 * A DataFrame as a table: its shape, the type of each column, the first and last rows.
 *
 * @param frame A DataFrame or Series of danfojs.
 * @returns HTML and text.
 */
export function frameBundle(frame: FrameLike): Bundle {
  const { shape, index } = frame;
  const isSeries = shape.length === 1 || frame.values.length > 0 && !Array.isArray(frame.values[0]);
  const caption = isSeries
    ? `Series, ${shape[0]} values`
    : `${shape[0]} rows × ${shape[1]} columns`;
  const rows = isSeries ? frame.values.map((value) => [value]) : frame.values as unknown[][];
  const columns = frame.columns.map(String);
  return gridBundle({ caption, columns, types: frame.dtypes, index, rows });
}
