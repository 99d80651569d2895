// matmulOuter: c[i, j] = sum over p of a[p, i] * b[p, j]: aᵀ · b for a b with few columns.
//
// a        byte address of k rows of m floats, aRow floats apart
// b        byte address of k rows of n floats, rows `n` floats apart
// c        byte address of m × n floats, row after row; must not overlap a or b
// m, n, k  counts, 1 or more; meant for a large m and n up to 16 or so
// scratch  8 * n floats
//
// This is the weight gradient of a dense layer with few units: dw = xᵀ · dy.
// Error against the plain loop: at most k * 2^-23 * sum|a * b|. A part of c from a row that is a
// multiple of 8 comes out as in the whole, to the bit.

import { bytes, madd, maddScalar, transpose4 } from "./lanes";

/** Columns whose sums fit the registers: 5 columns × 2 vectors. */
const TILE: i32 = 5;

export function matmulOuter(
  a: usize,
  aRow: i32,
  b: usize,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  scratch: usize,
): void {
  const aStep = bytes(aRow), bStep = bytes(n);
  let i = 0;
  for (; i + 8 <= m; i += 8) {
    const at = a + bytes(i);
    let j = 0;
    for (; j + TILE <= n; j += TILE) {
      fiveColumns(at, aStep, b + bytes(j), bStep, k, scratch + (<usize>j << 5));
    }
    for (; j < n; j++) oneColumn(at, aStep, b + bytes(j), bStep, k, scratch + (<usize>j << 5));
    writeRows(scratch, c + bytes(i * n), n);
  }
  for (; i < m; i++) { // the 0 to 7 rows left
    for (let j = 0; j < n; j++) {
      let sum: f32 = 0;
      let x = a + bytes(i), y = b + bytes(j);
      for (let p = 0; p < k; p++) {
        sum = maddScalar(load<f32>(x), load<f32>(y), sum);
        x += aStep;
        y += bStep;
      }
      store<f32>(c + bytes(i * n + j), sum);
    }
  }
}

function fiveColumns(
  a: usize, aStep: usize, b: usize, bStep: usize, k: i32, out: usize,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00;
  let s30 = s00, s31 = s00, s40 = s00, s41 = s00;
  for (let p = 0; p < k; p++, a += aStep, b += bStep) {
    const x0 = v128.load(a), x1 = v128.load(a, 16);
    let y = v128.load32_splat(b);
    s00 = madd(x0, y, s00);
    s01 = madd(x1, y, s01);
    y = v128.load32_splat(b, 4);
    s10 = madd(x0, y, s10);
    s11 = madd(x1, y, s11);
    y = v128.load32_splat(b, 8);
    s20 = madd(x0, y, s20);
    s21 = madd(x1, y, s21);
    y = v128.load32_splat(b, 12);
    s30 = madd(x0, y, s30);
    s31 = madd(x1, y, s31);
    y = v128.load32_splat(b, 16);
    s40 = madd(x0, y, s40);
    s41 = madd(x1, y, s41);
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out, s10, 32);
  v128.store(out, s11, 48);
  v128.store(out, s20, 64);
  v128.store(out, s21, 80);
  v128.store(out, s30, 96);
  v128.store(out, s31, 112);
  v128.store(out, s40, 128);
  v128.store(out, s41, 144);
}

function oneColumn(a: usize, aStep: usize, b: usize, bStep: usize, k: i32, out: usize): void {
  let s0 = f32x4.splat(0), s1 = s0;
  for (let p = 0; p < k; p++) {
    const y = v128.load32_splat(b);
    s0 = madd(v128.load(a), y, s0);
    s1 = madd(v128.load(a, 16), y, s1);
    a += aStep;
    b += bStep;
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
}

/** Turns n columns of eight sums into eight rows of n. */
function writeRows(columns: usize, c: usize, n: i32): void {
  const step = bytes(n);
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    const from = columns + (<usize>j << 5), to = c + bytes(j);
    transpose4(from, 32, to, step);
    transpose4(from + 16, 32, to + 4 * step, step);
  }
  for (; j < n; j++) {
    const from = columns + (<usize>j << 5);
    let to = c + bytes(j);
    for (let i: usize = 0; i < 32; i += 4) {
      store<f32>(to, load<f32>(from + i));
      to += step;
    }
  }
}
