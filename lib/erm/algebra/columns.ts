import { createMatrix, type Matrix } from "../../core/mod.ts";

/** The mean of each column, shape `(p)`. */
export function columnMeans({ data, rows, columns }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  eachEntry(data, columns, (value, j) => means[j]! += value / rows);
  return means;
}

/** The root of each column's mean square, shape `(p)`. */
export function columnSizes({ data, rows, columns }: Matrix): Float64Array {
  const squares = new Float64Array(columns);
  eachEntry(data, columns, (value, j) => squares[j]! += value * value / rows);
  return squares.map(Math.sqrt);
}

/** Columns less their means; a constant one is then 0 and not what rounding made of its mean. */
export function centredColumns({ data, rows, columns }: Matrix, means: Float64Array): Matrix {
  const centred = createMatrix(rows, columns);
  const limits = means.map((mean) => 4 * Number.EPSILON * rows * Math.abs(mean));
  const varies = new Uint8Array(columns);
  for (let at = 0, j = 0; at < data.length; at++) {
    const value = data[at]! - means[j]!;
    centred.data[at] = value;
    if (Math.abs(value) > limits[j]!) varies[j] = 1;
    if (++j === columns) j = 0;
  }
  varies.forEach((does, j) => {
    if (!does) { for (let i = 0; i < rows; i++) centred.data[i * columns + j] = 0; }
  });
  return centred;
}

function eachEntry(data: Float64Array, columns: number, use: (value: number, j: number) => void) {
  for (let at = 0, j = 0; at < data.length; at++) {
    use(data[at]!, j);
    if (++j === columns) j = 0;
  }
}
