// reluGradBias: dx[i, j] = dy[i, j] where y[i, j] > 0, else 0; and db[j] = sum over i of dx[i, j].
//
// dy, y          byte addresses of rows × columns floats, row after row; y is the ReLU's output
// dx             byte address of rows × columns floats; may be the same as dy
// db             byte address of `columns` floats; must not overlap anything else
// rows, columns  counts, rows 0 or more, columns 1 or more
// from, to       the first column that is wanted, and the one after the last
// dx is exact. db is summed in blocks of BLOCK rows, which are then added: its error is at most
// (BLOCK + rows / BLOCK) * 2^-23 * sum|dx|.

import { bytes, whereAbove0 } from "./lanes";

const BLOCK: i32 = 256;

export function reluGradBias(
  dy: usize,
  y: usize,
  dx: usize,
  db: usize,
  rows: i32,
  columns: i32,
  from: i32,
  to: i32,
): void {
  memory.fill(db + bytes(from), 0, bytes(to - from));
  for (let i = 0; i < rows; i += BLOCK) {
    const at = <usize>i * bytes(columns);
    block(dy + at, y + at, dx + at, db, min(BLOCK, rows - i), columns, from, to);
  }
}

function block(
  dy: usize, y: usize, dx: usize, db: usize, rows: i32, columns: i32, from: i32, to: i32,
): void {
  const step = bytes(columns);
  let j = from;
  for (; j + 16 <= to; j += 16) {
    let at = bytes(j);
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (let i = 0; i < rows; i++) {
      const d0 = whereAbove0(v128.load(dy + at), v128.load(y + at));
      const d1 = whereAbove0(v128.load(dy + at, 16), v128.load(y + at, 16));
      const d2 = whereAbove0(v128.load(dy + at, 32), v128.load(y + at, 32));
      const d3 = whereAbove0(v128.load(dy + at, 48), v128.load(y + at, 48));
      v128.store(dx + at, d0);
      v128.store(dx + at, d1, 16);
      v128.store(dx + at, d2, 32);
      v128.store(dx + at, d3, 48);
      s0 = f32x4.add(s0, d0);
      s1 = f32x4.add(s1, d1);
      s2 = f32x4.add(s2, d2);
      s3 = f32x4.add(s3, d3);
      at += step;
    }
    const sums = db + bytes(j);
    v128.store(sums, f32x4.add(v128.load(sums), s0));
    v128.store(sums, f32x4.add(v128.load(sums, 16), s1), 16);
    v128.store(sums, f32x4.add(v128.load(sums, 32), s2), 32);
    v128.store(sums, f32x4.add(v128.load(sums, 48), s3), 48);
  }
  for (; j < to; j++) { // the 0 to 15 columns left
    let at = bytes(j);
    let sum: f32 = 0;
    for (let i = 0; i < rows; i++) {
      const d: f32 = load<f32>(y + at) > 0 ? load<f32>(dy + at) : 0;
      store<f32>(dx + at, d);
      sum += d;
      at += step;
    }
    store<f32>(db + bytes(j), load<f32>(db + bytes(j)) + sum);
  }
}
