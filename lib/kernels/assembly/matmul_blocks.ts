// matmulBlocks: c[i, j] = sum over p of a[i, p] * b[p, j], a block of 6 × 8 results at a time.
//
// a, b, c  byte addresses of m × k, k × n and m × n floats, row after row; c must not overlap a or b
// m, n, k  counts, 1 or more
// Error against the plain loop: at most k * 2^-23 * sum|a * b|.
//
// The third step from matmulLoop to matmulTiled: twelve sums in registers, which read a and b where
// they lie. Nothing that trains calls it.

import { bytes, madd, maddScalar } from "./lanes";

const ROWS: i32 = 6;
const COLUMNS: i32 = 8;

export function matmulBlocks(a: usize, b: usize, c: usize, m: i32, n: i32, k: i32): void {
  let i = 0;
  for (; i + ROWS <= m; i += ROWS) {
    let j = 0;
    for (; j + COLUMNS <= n; j += COLUMNS) {
      block(a + bytes(i * k), bytes(k), b + bytes(j), bytes(n), c + bytes(i * n + j));
    }
    if (j < n) rest(a, b, c, i, i + ROWS, j, n, k); // the 1 to 7 columns left
  }
  rest(a, b, c, i, m, 0, n, k); // the 0 to 5 rows left
}

/** 6 × 8 results: eight loads, two of them of four floats, for 48 products. */
function block(a: usize, aStep: usize, b: usize, bStep: usize, c: usize): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00;
  let s30 = s00, s31 = s00, s40 = s00, s41 = s00, s50 = s00, s51 = s00;
  const a1 = a + aStep, a2 = a1 + aStep, a3 = a2 + aStep, a4 = a3 + aStep, a5 = a4 + aStep;
  for (let at: usize = 0; at < aStep; at += 4) { // along a row of a, down a column of b
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a + at);
    s00 = madd(x, b0, s00);
    s01 = madd(x, b1, s01);
    x = v128.load32_splat(a1 + at);
    s10 = madd(x, b0, s10);
    s11 = madd(x, b1, s11);
    x = v128.load32_splat(a2 + at);
    s20 = madd(x, b0, s20);
    s21 = madd(x, b1, s21);
    x = v128.load32_splat(a3 + at);
    s30 = madd(x, b0, s30);
    s31 = madd(x, b1, s31);
    x = v128.load32_splat(a4 + at);
    s40 = madd(x, b0, s40);
    s41 = madd(x, b1, s41);
    x = v128.load32_splat(a5 + at);
    s50 = madd(x, b0, s50);
    s51 = madd(x, b1, s51);
    b += bStep;
  }
  storeRow(c, s00, s01);
  storeRow(c + bStep, s10, s11);
  storeRow(c + 2 * bStep, s20, s21);
  storeRow(c + 3 * bStep, s30, s31);
  storeRow(c + 4 * bStep, s40, s41);
  storeRow(c + 5 * bStep, s50, s51);
}

// @ts-ignore: decorator
@inline
function storeRow(to: usize, s0: v128, s1: v128): void {
  v128.store(to, s0);
  v128.store(to, s1, 16);
}

/** Rows i to m, columns j to n, one result after the other. */
function rest(a: usize, b: usize, c: usize, i: i32, m: i32, from: i32, n: i32, k: i32): void {
  for (; i < m; i++) {
    for (let j = from; j < n; j++) {
      let sum: f32 = 0;
      for (let p = 0; p < k; p++) {
        sum = maddScalar(load<f32>(a + bytes(i * k + p)), load<f32>(b + bytes(p * n + j)), sum);
      }
      store<f32>(c + bytes(i * n + j), sum);
    }
  }
}
