// matmulShallow: c[i, j] = sum over p of a[i, p] * b[p, j], for a sum with few terms.
//
// a        byte address of (0, 0); aRow and aCol are its strides in floats
// b        byte address of (0, 0); bRow and bCol are its strides in floats
// c        byte address of m rows of n floats, cRow floats apart; must not overlap a or b
// m, n, k  counts, 1 or more; meant for k up to 16 or so and a large n
// scratch  k * BLOCK floats
//
// This is the input gradient of a dense layer with few units: dx = dy · wᵀ.
// Error against the plain loop: at most k * 2^-23 * sum|a * b|. A part of c from a column that is a
// multiple of 512 comes out as in the whole, to the bit.

import { bytes, madd, maddScalar } from "./lanes";
import { packColumns } from "./pack_columns";

/** Floats of n handled at once: ten packed rows of it, 20 KiB, stay in the L1 cache. */
const BLOCK: i32 = 512;

export function matmulShallow(
  a: usize,
  aRow: i32,
  aCol: i32,
  b: usize,
  bRow: i32,
  bCol: i32,
  c: usize,
  cRow: i32,
  m: i32,
  n: i32,
  k: i32,
  scratch: usize,
): void {
  const aRowStep = bytes(aRow), aColStep = bytes(aCol);
  for (let j = 0; j < n; j += BLOCK) {
    const width = min(BLOCK, n - j);
    // Row p of b, in one piece: the columns of bᵀ.
    packColumns(b + bytes(j * bCol), bytes(bCol), bytes(bRow), width, k, scratch, bytes(BLOCK));
    let i = 0;
    for (; i + 2 <= m; i += 2) {
      twoRows(
        a + <usize>i * aRowStep, aRowStep, aColStep, scratch,
        c + (<usize>i * cRow + j << 2), bytes(cRow), width, k,
      );
    }
    if (i < m) {
      const row = a + <usize>i * aRowStep;
      oneRow(row, aColStep, scratch, c + (<usize>i * cRow + j << 2), width, k);
    }
  }
}

function twoRows(
  a: usize, aRowStep: usize, aColStep: usize, panel: usize, c: usize, cStep: usize, width: i32, k: i32,
): void {
  const stop16 = bytes(width & ~15), aEnd = a + <usize>k * aColStep;
  let at: usize = 0;
  for (; at < stop16; at += 64) { // two rows × four vectors
    let s00 = f32x4.splat(0), s01 = s00, s02 = s00, s03 = s00;
    let s10 = s00, s11 = s00, s12 = s00, s13 = s00;
    let row = panel + at;
    for (let x = a; x < aEnd; x += aColStep) {
      const x0 = v128.load32_splat(x), x1 = v128.load32_splat(x + aRowStep);
      const b0 = v128.load(row), b1 = v128.load(row, 16);
      const b2 = v128.load(row, 32), b3 = v128.load(row, 48);
      s00 = madd(x0, b0, s00);
      s01 = madd(x0, b1, s01);
      s02 = madd(x0, b2, s02);
      s03 = madd(x0, b3, s03);
      s10 = madd(x1, b0, s10);
      s11 = madd(x1, b1, s11);
      s12 = madd(x1, b2, s12);
      s13 = madd(x1, b3, s13);
      row += bytes(BLOCK);
    }
    const to = c + at;
    v128.store(to, s00);
    v128.store(to, s01, 16);
    v128.store(to, s02, 32);
    v128.store(to, s03, 48);
    v128.store(to + cStep, s10);
    v128.store(to + cStep, s11, 16);
    v128.store(to + cStep, s12, 32);
    v128.store(to + cStep, s13, 48);
  }
  if (at < bytes(width)) { // the 1 to 15 columns left
    const left = width & 15;
    oneRow(a, aColStep, panel + at, c + at, left, k);
    oneRow(a + aRowStep, aColStep, panel + at, c + at + cStep, left, k);
  }
}

function oneRow(a: usize, aColStep: usize, panel: usize, c: usize, width: i32, k: i32): void {
  const stop4 = bytes(width & ~3), aEnd = a + <usize>k * aColStep;
  let at: usize = 0;
  for (; at < stop4; at += 16) {
    let sum = f32x4.splat(0);
    let row = panel + at;
    for (let x = a; x < aEnd; x += aColStep) {
      sum = madd(v128.load32_splat(x), v128.load(row), sum);
      row += bytes(BLOCK);
    }
    v128.store(c + at, sum);
  }
  for (const stop = bytes(width); at < stop; at += 4) { // the 0 to 3 columns left
    let sum: f32 = 0;
    let row = panel + at;
    for (let x = a; x < aEnd; x += aColStep) {
      sum = maddScalar(load<f32>(x), load<f32>(row), sum);
      row += bytes(BLOCK);
    }
    store<f32>(c + at, sum);
  }
}
