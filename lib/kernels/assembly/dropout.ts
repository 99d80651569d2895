// dropout: out[i] = x[i] * scale where the number drawn for i is `least` or more, else 0.
//
// x, out  byte addresses of n floats each; may be the same
// n       count of floats, 0 or more
// key     what the numbers are drawn by: the same key draws the same, so that a gradient needs no list
//         of what was dropped
// least   a number from 0 to 2^32 - 1, as unsigned: the share that is dropped is least / 2^32
// scale   what the others are multiplied by
// first   what i the first value has; a multiple of 4, 0 for all values
// The number drawn for i is hash(i ^ key), with x ^= x >>> 16, x *= 0x7feb352d, x ^= x >>> 15, x *= 0x846ca68b,
// x ^= x >>> 16, all modulo 2^32.
//
// Source of the hash: C. Wellons, Prospecting for hash functions, 2018.

import { bytes } from "./lanes";

export function dropout(
  x: usize,
  out: usize,
  n: i32,
  key: i32,
  least: u32,
  scale: f32,
  first: i32,
): void {
  const keys = i32x4.splat(key), s = f32x4.splat(scale);
  const bound = i32x4.splat(<i32>least);
  let index = i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(first));
  let i: usize = 0;
  for (const stop4 = bytes(n & ~3); i < stop4; i += 16) {
    let d = v128.xor(index, keys);
    d = v128.xor(d, i32x4.shr_u(d, 16));
    d = i32x4.mul(d, i32x4.splat(0x7feb352d));
    d = v128.xor(d, i32x4.shr_u(d, 15));
    d = i32x4.mul(d, i32x4.splat(0x846ca68b));
    d = v128.xor(d, i32x4.shr_u(d, 16));
    const kept = f32x4.mul(v128.load(x + i), s);
    v128.store(out + i, v128.and(kept, i32x4.ge_u(d, bound)));
    index = i32x4.add(index, i32x4.splat(4));
  }
  for (const stop = bytes(n); i < stop; i += 4) {
    let d = <u32>first + <u32>(i >> 2) ^ <u32>key;
    d ^= d >> 16;
    d *= 0x7feb352d;
    d ^= d >> 15;
    d *= 0x846ca68b;
    d ^= d >> 16;
    store<f32>(out + i, d >= least ? load<f32>(x + i) * scale : 0);
  }
}
