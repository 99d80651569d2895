// transpose: y[j, i] = x[i, j], for the rows `first` to `end` of x.
//
// x           byte address of (rows, columns) floats
// y           byte address of (columns, rows) floats; must not overlap x
// first, end  the first row of x that is wanted, and the one after the last; of y the other columns
//             stay as they are
// Copies only: no rounding. Squares of 4 × 4 are turned in registers. They go along the shorter side
// first, so that lines of both matrices are whole before they leave the cache.

import { bytes, transpose4 } from "./lanes";

export function transpose(
  x: usize,
  y: usize,
  rows: i32,
  columns: i32,
  first: i32,
  end: i32,
): void {
  const stop = first + (end - first & ~3), last = columns & ~3;
  if (end - first >= columns) {
    for (let i = first; i < stop; i += 4) {
      for (let j = 0; j < last; j += 4) square(x, y, rows, columns, i, j);
    }
  } else {
    for (let j = 0; j < last; j += 4) {
      for (let i = first; i < stop; i += 4) square(x, y, rows, columns, i, j);
    }
  }
  for (let i = first; i < stop; i++) one(x, y, rows, columns, i, last, columns);
  for (let i = stop; i < end; i++) one(x, y, rows, columns, i, 0, columns);
}

/** Row i, from column j to column `end`. */
function one(x: usize, y: usize, rows: i32, columns: i32, i: i32, j: i32, end: i32): void {
  let from = x + bytes(i * columns + j), to = y + bytes(j * rows + i);
  for (; j < end; j++, from += 4, to += bytes(rows)) store<f32>(to, load<f32>(from));
}

/** The square of 4 × 4 whose first element is that of row i and column j. */
// @ts-ignore: decorator
@inline
function square(x: usize, y: usize, rows: i32, columns: i32, i: i32, j: i32): void {
  transpose4(x + bytes(i * columns + j), bytes(columns), y + bytes(j * rows + i), bytes(rows));
}
