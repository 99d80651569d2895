// matmulTiled: c[i, j] = bias[j] + sum over p of a[i, p] * b[p, j], then max(0, ·) where `relu` is 1,
// for any sizes and strides.
//
// a        byte address of (0, 0); aRow and aCol are its strides in floats
// b        byte address of (0, 0); bRow and bCol are its strides in floats
// c        byte address of m rows of n floats, cRow floats apart; must not overlap a or b
// m, n, k  counts, 1 or more
// bias     byte address of n floats, or 0 for none
// relu     1: negative results become 0, and NaN stays NaN
// scratch  32 + PANEL_K * (PANEL_M + PANEL_N) floats
//
// A tile of 4 × 8 results stays in eight registers while it walks along k; a and b are packed first
// so that the walk reads memory in order, whatever their strides: a transposed factor costs nothing.
// Error against the plain loop: at most k * 2^-23 * sum|a * b|. A part of c from a row that is a
// multiple of 4, or a column that is one of 8, comes out as in the whole, to the bit.
//
// Source: K. Goto, R. van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34(3),
// 2008: panels for the L1 and L2 caches, and a tile for the registers.

import { bytes, madd } from "./lanes";
import { packStrips } from "./pack_strips";

const TILE_M: i32 = 4;
const TILE_N: i32 = 8;
/** Terms summed before the tile is written: a strip of b, 8 × 256 floats, fills 8 KiB of L1. */
const PANEL_K: i32 = 256;
/** Rows of a packed at once: 96 × 256 floats, 96 KiB of L2. A multiple of TILE_M. */
const PANEL_M: i32 = 96;
/** Columns of b packed at once: 256 × 256 floats, 256 KiB of L2. A multiple of TILE_N. */
const PANEL_N: i32 = 256;

export function matmulTiled(
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
  bias: usize,
  relu: i32,
  scratch: usize,
): void {
  const edge = scratch;
  const panelA = edge + bytes(TILE_M * TILE_N);
  const panelB = panelA + bytes(PANEL_M * PANEL_K);
  for (let p = 0; p < k; p += PANEL_K) {
    const depth = min(PANEL_K, k - p), last = i32(p + PANEL_K >= k);
    for (let j = 0; j < n; j += PANEL_N) {
      const width = min(PANEL_N, n - j);
      packStrips(b + (<usize>p * bRow + <usize>j * bCol << 2), bRow, bCol, depth, width, TILE_N, panelB);
      for (let i = 0; i < m; i += PANEL_M) {
        const height = min(PANEL_M, m - i);
        packStrips(a + (<usize>i * aRow + <usize>p * aCol << 2), aCol, aRow, depth, height, TILE_M, panelA);
        for (let jj = 0; jj < width; jj += TILE_N) {
          for (let ii = 0; ii < height; ii += TILE_M) {
            tile(
              panelA + bytes(ii * depth), panelB + bytes(jj * depth), depth,
              c + (<usize>(i + ii) * cRow + j + jj << 2), bytes(cRow),
              min(TILE_M, height - ii), min(TILE_N, width - jj), i32(p > 0), edge,
              last && bias ? bias + bytes(j + jj) : 0, last & relu,
            );
          }
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function tile(
  a: usize, b: usize, depth: i32, c: usize, cStep: usize, rows: i32, columns: i32, add: i32, edge: usize,
  bias: usize, relu: i32,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  // An access is checked against the memory's size, so there are few: four values of a come at once and
  // are spread by shuffles, the last by a load, which leaves the units to the products.
  for (const stop = a + bytes(TILE_M * depth); a < stop; a += 16, b += 32) {
    const b0 = v128.load(b), b1 = v128.load(b, 16), v = v128.load(a);
    let x = v128.shuffle<f32>(v, v, 0, 0, 0, 0);
    s00 = madd(x, b0, s00);
    s01 = madd(x, b1, s01);
    x = v128.shuffle<f32>(v, v, 1, 1, 1, 1);
    s10 = madd(x, b0, s10);
    s11 = madd(x, b1, s11);
    x = v128.shuffle<f32>(v, v, 2, 2, 2, 2);
    s20 = madd(x, b0, s20);
    s21 = madd(x, b1, s21);
    x = v128.load32_splat(a, 12);
    s30 = madd(x, b0, s30);
    s31 = madd(x, b1, s31);
  }
  if (rows < TILE_M || columns < TILE_N) {
    storeTile(edge, 32, s00, s01, s10, s11, s20, s21, s30, s31);
    copyEdge(edge, c, cStep, rows, columns, add, bias, relu);
    return;
  }
  if (add) {
    s00 = plus(s00, c), s01 = plus(s01, c + 16);
    let row = c + cStep;
    s10 = plus(s10, row), s11 = plus(s11, row + 16);
    row += cStep;
    s20 = plus(s20, row), s21 = plus(s21, row + 16);
    row += cStep;
    s30 = plus(s30, row), s31 = plus(s31, row + 16);
  }
  if (bias) {
    let more = v128.load(bias);
    s00 = f32x4.add(s00, more), s10 = f32x4.add(s10, more);
    s20 = f32x4.add(s20, more), s30 = f32x4.add(s30, more);
    more = v128.load(bias, 16);
    s01 = f32x4.add(s01, more), s11 = f32x4.add(s11, more);
    s21 = f32x4.add(s21, more), s31 = f32x4.add(s31, more);
  }
  if (relu) {
    const zero = f32x4.splat(0);
    s00 = f32x4.pmax(s00, zero), s10 = f32x4.pmax(s10, zero);
    s20 = f32x4.pmax(s20, zero), s30 = f32x4.pmax(s30, zero);
    s01 = f32x4.pmax(s01, zero), s11 = f32x4.pmax(s11, zero);
    s21 = f32x4.pmax(s21, zero), s31 = f32x4.pmax(s31, zero);
  }
  storeTile(c, cStep, s00, s01, s10, s11, s20, s21, s30, s31);
}

// @ts-ignore: decorator
@inline
function plus(sum: v128, at: usize): v128 {
  return f32x4.add(sum, v128.load(at));
}

// @ts-ignore: decorator
@inline
function storeTile(
  to: usize, step: usize, s00: v128, s01: v128, s10: v128, s11: v128, s20: v128, s21: v128,
  s30: v128, s31: v128,
): void {
  v128.store(to, s00);
  v128.store(to, s01, 16);
  v128.store(to + step, s10);
  v128.store(to + step, s11, 16);
  v128.store(to + 2 * step, s20);
  v128.store(to + 2 * step, s21, 16);
  v128.store(to + 3 * step, s30);
  v128.store(to + 3 * step, s31, 16);
}

/** The part of a tile that lies inside c, float by float. */
function copyEdge(
  edge: usize, c: usize, cStep: usize, rows: i32, columns: i32, add: i32, bias: usize, relu: i32,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const to = c + bytes(j);
      let sum = load<f32>(edge + bytes(i * TILE_N + j));
      if (add) sum += load<f32>(to);
      if (bias) sum += load<f32>(bias + bytes(j));
      store<f32>(to, relu && sum < 0 ? 0 : sum);
    }
    c += cStep;
  }
}
