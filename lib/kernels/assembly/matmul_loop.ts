// matmulLoop: c[i, j] = sum over p of a[i, p] * b[p, j], by the three loops that the formula has.
//
// a, b, c  byte addresses of m × k, k × n and m × n floats, row after row; c must not overlap a or b
// m, n, k  counts, 1 or more
// Added in turn, each product and each sum rounded: off by at most k * 2^-23 * sum|a * b|.
//
// Nothing that trains calls it. It is where matmulLanes, matmulBlocks and matmulTiled begin, and what
// they are measured with.

import { bytes } from "./lanes";

export function matmulLoop(a: usize, b: usize, c: usize, m: i32, n: i32, k: i32): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum: f32 = 0;
      for (let p = 0; p < k; p++) {
        sum += load<f32>(a + bytes(i * k + p)) * load<f32>(b + bytes(p * n + j));
      }
      store<f32>(c + bytes(i * n + j), sum);
    }
  }
}
