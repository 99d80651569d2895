// matmulNarrow: c[i, j] = sum over p of a[i, p] * b[p, j], for a result with few columns.
//
// a        byte address of m rows of k floats, rows `k` floats apart
// b        byte address of (0, 0); bRow and bCol are its strides in floats
// c        byte address of m × n floats, row after row; must not overlap a or b
// m, n, k  counts, 1 or more; meant for n up to 16 or so and a large k
// scratch  n * BLOCK + 4 * m * n floats
//
// The inner product runs along k, four lanes at a time, so that no lane is wasted on
// columns that do not exist; b is packed block by block so that a column lies in one piece.
// Error against the plain loop: at most k * 2^-23 * sum|a * b|. A part of c from an even row comes out
// as in the whole, to the bit.

import { bytes, madd, maddScalar, sumLanes } from "./lanes";
import { packColumns } from "./pack_columns";

/** Floats of k handled at once: ten packed columns of it, 20 KiB, stay in the L1 cache. */
const BLOCK: i32 = 512;
/** Columns handled at once: two rows × five columns of sums fit the registers. */
const TILE: i32 = 5;

export function matmulNarrow(
  a: usize,
  b: usize,
  bRow: i32,
  bCol: i32,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  scratch: usize,
): void {
  const panel = scratch;
  const sums = scratch + bytes(n * BLOCK); // a vector of four partial sums for each (i, j)
  memory.fill(sums, 0, <usize>(m * n) << 4);
  const k8 = k & ~7;
  for (let p = 0; p < k8; p += BLOCK) {
    const length = min(BLOCK, k8 - p);
    packColumns(b + bytes(p * bRow), bytes(bRow), bytes(bCol), length, n, panel, bytes(BLOCK));
    let i = 0;
    for (; i + 2 <= m; i += 2) {
      const row = a + (<usize>i * k + p << 2), sum = sums + (<usize>(i * n) << 4);
      let j = 0;
      for (; j + TILE <= n; j += TILE) {
        const to = sum + (<usize>j << 4);
        twoByFive(row, bytes(k), panel + bytes(j * BLOCK), length, to, <usize>n << 4);
      }
      columnsOf(row, panel, length, sum, j, n);
      columnsOf(row + bytes(k), panel, length, sum + (<usize>n << 4), j, n);
    }
    if (i < m) columnsOf(a + (<usize>i * k + p << 2), panel, length, sums + (<usize>(i * n) << 4), 0, n);
  }
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = sumLanes(v128.load(sums + (<usize>(i * n + j) << 4)));
      for (let p = k8; p < k; p++) { // the 0 to 7 terms left
        const x = load<f32>(a + (<usize>i * k + p << 2));
        sum = maddScalar(x, load<f32>(b + bytes(p * bRow + j * bCol)), sum);
      }
      store<f32>(c + bytes(i * n + j), sum);
    }
  }
}

/** Columns j to n of one row of a. */
function columnsOf(row: usize, panel: usize, length: i32, sums: usize, j: i32, n: i32): void {
  for (; j < n; j++) oneByOne(row, panel + bytes(j * BLOCK), length, sums + (<usize>j << 4));
}

/** Two rows of a by five columns of b: ten sums, seven loads for ten products. */
function twoByFive(a: usize, aStep: usize, panel: usize, length: i32, sums: usize, sumsStep: usize): void {
  const step = bytes(BLOCK);
  const column1 = panel + step, column2 = column1 + step;
  const column3 = column2 + step, column4 = column3 + step;
  const sums1 = sums + sumsStep, a1 = a + aStep;
  let s00 = v128.load(sums);
  let s01 = v128.load(sums, 16);
  let s02 = v128.load(sums, 32);
  let s03 = v128.load(sums, 48);
  let s04 = v128.load(sums, 64);
  let s10 = v128.load(sums1);
  let s11 = v128.load(sums1, 16);
  let s12 = v128.load(sums1, 32);
  let s13 = v128.load(sums1, 48);
  let s14 = v128.load(sums1, 64);
  const stop = bytes(length);
  for (let at: usize = 0; at < stop; at += 16) {
    const x0 = v128.load(a + at), x1 = v128.load(a1 + at);
    let w = v128.load(panel + at);
    s00 = madd(x0, w, s00);
    s10 = madd(x1, w, s10);
    w = v128.load(column1 + at);
    s01 = madd(x0, w, s01);
    s11 = madd(x1, w, s11);
    w = v128.load(column2 + at);
    s02 = madd(x0, w, s02);
    s12 = madd(x1, w, s12);
    w = v128.load(column3 + at);
    s03 = madd(x0, w, s03);
    s13 = madd(x1, w, s13);
    w = v128.load(column4 + at);
    s04 = madd(x0, w, s04);
    s14 = madd(x1, w, s14);
  }
  v128.store(sums, s00);
  v128.store(sums, s01, 16);
  v128.store(sums, s02, 32);
  v128.store(sums, s03, 48);
  v128.store(sums, s04, 64);
  v128.store(sums1, s10);
  v128.store(sums1, s11, 16);
  v128.store(sums1, s12, 32);
  v128.store(sums1, s13, 48);
  v128.store(sums1, s14, 64);
}

/** One row of a by one column of b. */
function oneByOne(a: usize, panel: usize, length: i32, sums: usize): void {
  let s0 = v128.load(sums), s1 = f32x4.splat(0);
  const stop = bytes(length);
  for (let at: usize = 0; at < stop; at += 32) {
    s0 = madd(v128.load(a + at), v128.load(panel + at), s0);
    s1 = madd(v128.load(a + at, 16), v128.load(panel + at, 16), s1);
  }
  v128.store(sums, f32x4.add(s0, s1));
}
