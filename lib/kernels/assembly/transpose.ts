// transpose: y[j, i] = x[i, j], for the rows `first` to `end` of x.
//
// x           byte address of (rows, columns) floats
// y           byte address of (columns, rows) floats; must not overlap x
// first, end  the first row of x that is wanted, and the one after the last; of y the other columns
//             stay as they are
// Copies only: no rounding. Squares of 4 × 4 are turned in registers. They go along the shorter side
// first, so that lines of both matrices are whole before they leave the cache.

import { bytes } from "./lanes";

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
  const from = x + bytes(i * columns + j), step = bytes(columns);
  const a = v128.load(from), b = v128.load(from + step);
  const c = v128.load(from + 2 * step), d = v128.load(from + 3 * step);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  const to = y + bytes(j * rows + i), toStep = bytes(rows);
  v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2));
  v128.store(to + toStep, v128.shuffle<i64>(ab, cd, 1, 3));
  v128.store(to + 2 * toStep, v128.shuffle<i64>(ab2, cd2, 0, 2));
  v128.store(to + 3 * toStep, v128.shuffle<i64>(ab2, cd2, 1, 3));
}
