// columnSums: out[j] = sum over i of x[i, j].
//
// x              byte address of rows × columns floats, row after row
// out            byte address of `columns` floats; must not overlap x
// rows, columns  counts, rows 0 or more, columns 1 or more
// from, to       the first column that is wanted, and the one after the last
//
// This is the gradient of a bias. Rows are summed in blocks of BLOCK and the blocks then added, so
// that the error grows with the number of blocks and not of rows: at most
// (BLOCK + rows / BLOCK) * 2^-23 * sum|x|.

import { bytes } from "./lanes";

const BLOCK: i32 = 256;

export function columnSums(
  x: usize,
  out: usize,
  rows: i32,
  columns: i32,
  from: i32,
  to: i32,
): void {
  memory.fill(out + bytes(from), 0, bytes(to - from));
  for (let i = 0; i < rows; i += BLOCK) {
    addBlock(x + <usize>i * bytes(columns), out, min(BLOCK, rows - i), columns, from, to);
  }
}

function addBlock(x: usize, out: usize, rows: i32, columns: i32, from: i32, to: i32): void {
  const step = bytes(columns);
  let j = from;
  for (; j + 16 <= to; j += 16) {
    let at = x + bytes(j);
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (let i = 0; i < rows; i++) {
      s0 = f32x4.add(s0, v128.load(at));
      s1 = f32x4.add(s1, v128.load(at, 16));
      s2 = f32x4.add(s2, v128.load(at, 32));
      s3 = f32x4.add(s3, v128.load(at, 48));
      at += step;
    }
    const sums = out + bytes(j);
    addVector(sums, s0);
    addVector(sums + 16, s1);
    addVector(sums + 32, s2);
    addVector(sums + 48, s3);
  }
  for (; j + 4 <= to; j += 4) { // the 0 to 3 vectors left
    let at = x + bytes(j);
    let sum = f32x4.splat(0);
    for (let i = 0; i < rows; i++) {
      sum = f32x4.add(sum, v128.load(at));
      at += step;
    }
    addVector(out + bytes(j), sum);
  }
  for (; j < to; j++) { // the 0 to 3 columns left
    let at = x + bytes(j);
    let sum: f32 = 0;
    for (let i = 0; i < rows; i++) {
      sum += load<f32>(at);
      at += step;
    }
    store<f32>(out + bytes(j), load<f32>(out + bytes(j)) + sum);
  }
}

// @ts-ignore: decorator
@inline
function addVector(to: usize, v: v128): void {
  v128.store(to, f32x4.add(v128.load(to), v));
}
