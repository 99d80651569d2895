// matmulRows: c[i, j] = sum over p of a[i, p] * b[p, j], for an a with few rows.
//
// a        byte address of m rows of k floats, row after row
// b        byte address of k rows of floats, bRow floats apart, the first n of each are wanted
// c        byte address of m rows of n floats, cRow floats apart; must not overlap a or b
// m, n, k  counts, 1 or more; meant for m up to 4 or so
//
// This is a dense layer on few examples. Each weight is used m times only, so b is read once, as it
// lies: packing it would cost as much as the product. Up to 32 columns stay in eight registers while
// they walk down b.
// Error against the plain loop: at most k * 2^-23 * sum|a * b|. A part of c from a column that is a
// multiple of 32 comes out as in the whole, to the bit.

import { bytes, madd, maddScalar } from "./lanes";

export function matmulRows(
  a: usize,
  b: usize,
  bRow: i32,
  c: usize,
  cRow: i32,
  m: i32,
  n: i32,
  k: i32,
): void {
  const step = bytes(bRow);
  let j = 0;
  for (; j + 32 <= n; j += 32) {
    let i = 0;
    for (; i + 2 <= m; i += 2) {
      twoRows(a + <usize>(i * k << 2), k, b + bytes(j), step, c + (<usize>i * cRow + j << 2), bytes(cRow));
    }
    if (i < m) {
      oneRow(a + <usize>(i * k << 2), k, b + bytes(j), step, c + (<usize>i * cRow + j << 2));
    }
  }
  for (; j + 4 <= n; j += 4) { // the 0 to 7 vectors left
    for (let i = 0; i < m; i++) {
      let x = a + bytes(i * k), w = b + bytes(j);
      let sum = f32x4.splat(0);
      for (let p = 0; p < k; p++, x += 4, w += step) sum = madd(v128.load32_splat(x), v128.load(w), sum);
      v128.store(c + (<usize>i * cRow + j << 2), sum);
    }
  }
  for (; j < n; j++) { // the 0 to 3 columns left
    for (let i = 0; i < m; i++) {
      let x = a + bytes(i * k), w = b + bytes(j);
      let sum: f32 = 0;
      for (let p = 0; p < k; p++, x += 4, w += step) sum = maddScalar(load<f32>(x), load<f32>(w), sum);
      store<f32>(c + (<usize>i * cRow + j << 2), sum);
    }
  }
}

function oneRow(a: usize, k: i32, b: usize, step: usize, c: usize): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
  for (const stop = a + bytes(k); a < stop; a += 4, b += step) {
    const x = v128.load32_splat(a);
    s0 = madd(x, v128.load(b), s0);
    s1 = madd(x, v128.load(b, 16), s1);
    s2 = madd(x, v128.load(b, 32), s2);
    s3 = madd(x, v128.load(b, 48), s3);
    s4 = madd(x, v128.load(b, 64), s4);
    s5 = madd(x, v128.load(b, 80), s5);
    s6 = madd(x, v128.load(b, 96), s6);
    s7 = madd(x, v128.load(b, 112), s7);
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
  v128.store(c, s2, 32);
  v128.store(c, s3, 48);
  v128.store(c, s4, 64);
  v128.store(c, s5, 80);
  v128.store(c, s6, 96);
  v128.store(c, s7, 112);
}

/** Two rows, so that a weight is loaded once for both: sixteen vectors of columns, eight at a time. */
function twoRows(a: usize, k: i32, b: usize, step: usize, c: usize, cStep: usize): void {
  for (let half: usize = 0; half < 128; half += 64) {
    let s00 = f32x4.splat(0), s01 = s00, s02 = s00, s03 = s00;
    let s10 = s00, s11 = s00, s12 = s00, s13 = s00;
    let x = a, w = b + half;
    for (const stop = a + bytes(k); x < stop; x += 4, w += step) {
      const x0 = v128.load32_splat(x), x1 = v128.load32_splat(x + bytes(k));
      const w0 = v128.load(w), w1 = v128.load(w, 16), w2 = v128.load(w, 32), w3 = v128.load(w, 48);
      s00 = madd(x0, w0, s00);
      s01 = madd(x0, w1, s01);
      s02 = madd(x0, w2, s02);
      s03 = madd(x0, w3, s03);
      s10 = madd(x1, w0, s10);
      s11 = madd(x1, w1, s11);
      s12 = madd(x1, w2, s12);
      s13 = madd(x1, w3, s13);
    }
    const to = c + half, to1 = to + cStep;
    v128.store(to, s00);
    v128.store(to, s01, 16);
    v128.store(to, s02, 32);
    v128.store(to, s03, 48);
    v128.store(to1, s10);
    v128.store(to1, s11, 16);
    v128.store(to1, s12, 32);
    v128.store(to1, s13, 48);
  }
}
