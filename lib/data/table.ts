import type { Matrix } from "../core/mod.ts";
import type { DataSource } from "./read_data_file.ts";

/**
 * A table of samples to learn from, as plain values.
 *
 * For a danfojs frame write `new dfd.DataFrame(rowsOf(X), { columns: [...featureNames] })` with
 * `rowsOf` from `descent/core`, and `df.addColumn(targetName, [...y], { inplace: true })`.
 */
export type Table = {
  /** One sample a row, one feature a column; NaN where a value is missing. */
  X: Matrix;
  /** What is to be predicted, shape `(n)`: a number, or a class from 0 to k − 1. */
  y: Float64Array<ArrayBuffer>;
  /** What each column of `X` holds, shape `(d)`. */
  featureNames: readonly string[];
  /** What `y` holds, with its unit if there is one. */
  targetName: string;
  /** The names of the classes 0 to k − 1, where `y` holds classes. */
  targetNames?: readonly string[];
  /** Where the numbers come from. */
  source: DataSource;
};
