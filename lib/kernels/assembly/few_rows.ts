// What the kernels of recurrent layers share: four examples at once, and their product with a packed
// matrix.

import { fourByEight } from "./four_by_eight";
import { bytes } from "./lanes";
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

/** The first steps that so many examples from b on all have in common with a prefix; none where `known` is 0. */
export function stepsKnown(known: usize, b: i32, rows: i32): i32 {
  if (!known) return 0;
  known += bytes(b);
  let least = load<i32>(known);
  for (let i = 1; i < rows; i++) least = min(least, load<i32>(known + bytes(i)));
  return least;
}

/** Gives all rows the state of a prefix after so many steps; zeros after none. */
export function startRows(states: usize, steps: i32, part: usize, rows: i32, to: usize): void {
  memory.fill(to, 0, ROWS * part);
  if (!steps) return;
  for (let i = 0; i < rows; i++) memory.copy(to + i * part, states + (steps - 1) * part, part);
}

/** The outputs of those steps, for the examples from b on. */
export function startOutputs(
  states: usize, start: i32, part: usize, b: i32, rows: i32, steps: i32, y: usize,
): void {
  for (let i = 0; i < rows; i++) {
    memory.copy(y + <usize>((b + i) * steps) * part, states, <usize>start * part);
  }
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
    fourByEight(turned, bytes(ROWS), packed, bytes(STRIP), depth, to, step, false);
    packed += strip;
    to += bytes(STRIP);
  }
}
