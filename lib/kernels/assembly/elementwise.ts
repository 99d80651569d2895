// elementwise: runs a program of arithmetic and square roots over n floats, block by block, so that
// what lies between two steps stays in the nearest cache.
//
// program   byte address of `steps` steps, seven int32 each: what is done, and for a, b and out a
//           byte address and its kind
//             what is done  0 a + b, 1 a - b, 2 a * b, 3 a / b, 4 the square root of a
//             kind          0 of one float for all, 1 of n floats, 2 of a row of `rows`, from whose
//                           beginning the address then counts
// steps     count, 0 or more
// rows      byte address of room: BLOCK floats a row
// from, to  the first of the n floats that is wanted, and the one after the last
// A step sees what those before it wrote; it may write over what it reads. Each result has the bits of
// the kernels `arithmetic` and `sqrt`.

import { arithmetic } from "./arithmetic";
import { bytes } from "./lanes";
import { sqrt } from "./sqrt";

/** Floats in a block: some rows of them and parts of some arrays fit the nearest cache. */
const BLOCK: i32 = 1024;

const STEP: usize = 28;
const SQRT: i32 = 4;
const ROW: i32 = 2;

export function elementwise(program: usize, steps: i32, rows: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i += BLOCK) {
    const n = min(BLOCK, to - i);
    for (let s = 0, at = program; s < steps; s++, at += STEP) {
      const what = load<i32>(at);
      const a = place(at + 4, i, rows), out = place(at + 20, i, rows);
      if (what == SQRT) {
        sqrt(a, out, n);
      } else {
        const one = !load<i32>(at, 8) ? 1 : !load<i32>(at, 16) ? 2 : 0;
        arithmetic(a, place(at + 12, i, rows), out, n, what, one);
      }
    }
  }
}

/** Where a block of the array described at `at` begins. */
// @ts-ignore: decorator
@inline
function place(at: usize, i: i32, rows: usize): usize {
  const address = <usize>load<u32>(at), kind = load<i32>(at, 4);
  return kind == ROW ? rows + address : kind ? address + bytes(i) : address;
}
