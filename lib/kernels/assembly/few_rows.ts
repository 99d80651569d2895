// What the kernels of recurrent layers share: four examples at once, and their product with a packed
// matrix.

import { bytes, madd } from "./lanes";
import { packColumns } from "./pack_columns";
import { packStrips } from "./pack_strips";

/** Examples that go through time together: their sums are a tile of registers. */
export const ROWS: i32 = 4;
const STRIP: i32 = 8;

/** How many of `left` examples come next: as even as can be, so that none are alone at the end. */
// @ts-ignore: decorator
@inline
export function nextRows(left: i32): i32 {
  const blocks = (left + ROWS - 1) / ROWS;
  return (left + blocks - 1) / blocks;
}

/** Columns of a result whose strips are all whole. */
// @ts-ignore: decorator
@inline
export function whole(columns: i32): i32 {
  return (columns + STRIP - 1) & -STRIP;
}

/**
 * A matrix b packed for `fewRows`.
 *
 * b               byte address of (0, 0); bRow and bCol are its strides in floats
 * depth, columns  its rows and columns
 * to              room for depth * whole(columns) floats
 */
export function packWeights(b: usize, bRow: i32, bCol: i32, depth: i32, columns: i32, to: usize): void {
  packStrips(b, bRow, bCol, depth, columns, STRIP, to);
}

/**
 * Turns up to four rows round, so that the four values of a column lie side by side. Places of rows
 * that are not there stay as they are.
 *
 * to  room for 4 * columns floats
 */
export function turnRows(from: usize, rowStep: usize, rows: i32, columns: i32, to: usize): void {
  packColumns(from, rowStep, 4, rows, columns, to, bytes(ROWS));
}

/**
 * to[i, j] = sum over p of turned[p, i] * b[p, j], for four rows i.
 *
 * to  room for ROWS rows of whole(columns) floats
 */
export function fewRows(turned: usize, packed: usize, depth: i32, columns: i32, to: usize): void {
  const step = bytes(whole(columns)), strip = bytes(depth * STRIP);
  for (let j = 0; j < columns; j += STRIP) {
    tile(turned, packed, depth, to, step);
    packed += strip;
    to += bytes(STRIP);
  }
}

function tile(a: usize, b: usize, depth: i32, to: usize, step: usize): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  for (const stop = a + bytes(ROWS * depth); a < stop; a += bytes(ROWS), b += bytes(STRIP)) {
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
  put(to, s00, s01);
  put(to + step, s10, s11);
  put(to + 2 * step, s20, s21);
  put(to + 3 * step, s30, s31);
}

// @ts-ignore: decorator
@inline
function put(to: usize, s0: v128, s1: v128): void {
  v128.store(to, s0);
  v128.store(to, s1, 16);
}
