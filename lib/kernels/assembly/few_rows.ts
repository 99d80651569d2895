// What the kernels of recurrent layers share: four examples at once, and their product with a packed
// matrix.

import { bytes, madd } from "./lanes";
import { packColumns } from "./pack_columns";
import { packStrips } from "./pack_strips";

/** Examples that go through time together: their sums and a strip of weights fill the registers. */
export const ROWS: i32 = 6;
const STRIP: i32 = 8;

/** How many of `left` examples come next: six, five or fewer, so that none are alone at the end. */
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
 * to[i, j] = sum over p of turned[p, i] * b[p, j], for six rows i or as many as `rows` needs.
 *
 * to  room for ROWS rows of whole(columns) floats
 */
export function fewRows(
  turned: usize, packed: usize, rows: i32, depth: i32, columns: i32, to: usize,
): void {
  const step = bytes(whole(columns)), strip = bytes(depth * STRIP);
  for (let j = 0; j < columns; j += STRIP) {
    if (rows == 6) sixByEight(turned, packed, depth, to, step);
    else if (rows == 5) fiveByEight(turned, packed, depth, to, step);
    else fourByEight(turned, packed, depth, to, step);
    packed += strip;
    to += bytes(STRIP);
  }
}

function sixByEight(a: usize, b: usize, depth: i32, to: usize, step: usize): void {
  tile(a, b, depth, to, step, 6);
}

function fiveByEight(a: usize, b: usize, depth: i32, to: usize, step: usize): void {
  tile(a, b, depth, to, step, 5);
}

function fourByEight(a: usize, b: usize, depth: i32, to: usize, step: usize): void {
  tile(a, b, depth, to, step, 4);
}

// @ts-ignore: decorator
@inline
function tile(a: usize, b: usize, depth: i32, to: usize, step: usize, rows: i32): void {
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
    if (rows > 4) {
      x = v128.load32_splat(a, 16);
      s40 = madd(x, b0, s40);
      s41 = madd(x, b1, s41);
    }
    if (rows > 5) {
      x = v128.load32_splat(a, 20);
      s50 = madd(x, b0, s50);
      s51 = madd(x, b1, s51);
    }
    a += bytes(ROWS);
    b += bytes(STRIP);
  }
  put(to, s00, s01);
  put(to + step, s10, s11);
  put(to + 2 * step, s20, s21);
  put(to + 3 * step, s30, s31);
  if (rows > 4) put(to + 4 * step, s40, s41);
  if (rows > 5) put(to + 5 * step, s50, s51);
}

// @ts-ignore: decorator
@inline
function put(to: usize, s0: v128, s1: v128): void {
  v128.store(to, s0);
  v128.store(to, s1, 16);
}
