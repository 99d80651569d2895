// segmentSum: out = 0, then out[ids[i]] += x[i], whole rows at a time, for every i with
// 0 <= ids[i] < segments.
//
// x         byte address of n rows of `columns` floats
// ids       byte address of n int32 segment numbers, in any order; others than 0 to segments - 1 are
//           left out
// out       byte address of `segments` rows of `columns` floats; must not overlap x or ids
// n, segments, columns   counts, 0 or more
//
// This is the gradient of picking rows (`gather`), and so of an embedding. Rows are added in turn: a
// value that m rows add up to is off by at most m * 2^-24 * sum|x|.

import { bytes } from "./lanes";

export function segmentSum(
  x: usize,
  ids: usize,
  out: usize,
  n: i32,
  columns: i32,
  segments: i32,
): void {
  memory.fill(out, 0, <usize>segments * bytes(columns));
  for (let i = 0; i < n; i++) {
    const id = load<i32>(ids + bytes(i));
    if (id >= 0 && id < segments) addRow(x, out + <usize>id * bytes(columns), columns);
    x += bytes(columns);
  }
}

// @ts-ignore: decorator
@inline
function addRow(x: usize, to: usize, columns: i32): void {
  let j = 0;
  for (; j + 4 <= columns; j += 4) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(x)));
    x += 16;
    to += 16;
  }
  for (; j < columns; j++) { // the 0 to 3 columns left
    store<f32>(to, load<f32>(to) + load<f32>(x));
    x += 4;
    to += 4;
  }
}
