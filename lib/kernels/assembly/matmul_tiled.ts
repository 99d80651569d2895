// matmulTiled: c[i, j] = sum over p of a[i, p] * b[p, j], for any sizes and strides.
//
// a        byte address of (0, 0); aRow and aCol are its strides in floats
// b        byte address of (0, 0); bRow and bCol are its strides in floats
// c        byte address of m rows of n floats, cRow floats apart; must not overlap a or b
// m, n, k  counts, 1 or more
// scratch  48 + PANEL_K * (PANEL_M + PANEL_N) floats
//
// A tile of 6 × 8 results stays in twelve registers while it walks along k; a and b are packed first
// so that the walk reads memory in order, whatever their strides: a transposed factor costs nothing.
// Error against the plain loop: at most k * 2^-23 * sum|a * b|. A part of c from a row that is a
// multiple of 6, or a column that is one of 8, comes out as in the whole, to the bit.
//
// Source: K. Goto, R. van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34(3),
// 2008: panels for the L1 and L2 caches, and a tile for the registers.

import { bytes, madd } from "./lanes";
import { packStrips } from "./pack_strips";

const TILE_M: i32 = 6;
const TILE_N: i32 = 8;
/** Terms summed before the tile is written: a strip of b, 8 × 256 floats, fills 8 KiB of L1. */
const PANEL_K: i32 = 256;
/** Rows of a packed at once: 96 × 256 floats, 96 KiB of L2. A multiple of TILE_M. */
const PANEL_M: i32 = 96;
/** Columns of b packed at once: 64 × 256 floats, 64 KiB of L2. A multiple of TILE_N. */
const PANEL_N: i32 = 64;

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
  scratch: usize,
): void {
  const edge = scratch;
  const panelA = edge + bytes(TILE_M * TILE_N);
  const panelB = panelA + bytes(PANEL_M * PANEL_K);
  for (let p = 0; p < k; p += PANEL_K) {
    const depth = min(PANEL_K, k - p);
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
            );
          }
        }
      }
    }
  }
}

function tile(
  a: usize, b: usize, depth: i32, c: usize, cStep: usize, rows: i32, columns: i32, add: i32, edge: usize,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00;
  let s30 = s00, s31 = s00, s40 = s00, s41 = s00, s50 = s00, s51 = s00;
  for (let p = 0; p < depth; p++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    s00 = madd(x, b0, s00);
    s01 = madd(x, b1, s01);
    x = v128.load32_splat(a, 4);
    s10 = madd(x, b0, s10);
    s11 = madd(x, b1, s11);
    x = v128.load32_splat(a, 8);
    s20 = madd(x, b0, s20);
    s21 = madd(x, b1, s21);
    x = v128.load32_splat(a, 12);
    s30 = madd(x, b0, s30);
    s31 = madd(x, b1, s31);
    x = v128.load32_splat(a, 16);
    s40 = madd(x, b0, s40);
    s41 = madd(x, b1, s41);
    x = v128.load32_splat(a, 20);
    s50 = madd(x, b0, s50);
    s51 = madd(x, b1, s51);
    a += 24;
    b += 32;
  }
  const whole = rows == TILE_M && columns == TILE_N;
  const to = whole ? c : edge, step: usize = whole ? cStep : 32;
  const sum = whole && add;
  storeRow(to, s00, s01, sum);
  storeRow(to + step, s10, s11, sum);
  storeRow(to + 2 * step, s20, s21, sum);
  storeRow(to + 3 * step, s30, s31, sum);
  storeRow(to + 4 * step, s40, s41, sum);
  storeRow(to + 5 * step, s50, s51, sum);
  if (!whole) copyEdge(edge, c, cStep, rows, columns, add);
}

// @ts-ignore: decorator
@inline
function storeRow(to: usize, s0: v128, s1: v128, add: i32): void {
  if (add) {
    s0 = f32x4.add(s0, v128.load(to));
    s1 = f32x4.add(s1, v128.load(to, 16));
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
}

/** The part of a tile that lies inside c, float by float. */
function copyEdge(edge: usize, c: usize, cStep: usize, rows: i32, columns: i32, add: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const to = c + bytes(j);
      const sum = load<f32>(edge + bytes(i * TILE_N + j));
      store<f32>(to, add ? sum + load<f32>(to) : sum);
    }
    c += cStep;
  }
}
