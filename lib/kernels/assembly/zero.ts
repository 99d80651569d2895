// Tests for blocks of zeros, which kernels skip: activations behind a ReLU and black pixels are
// mostly 0, and a product with 0 changes nothing.

import { bytes } from "./lanes";

/** 1 if n floats at `a` are all +0 (a −0 counts as not zero: it is only not skipped). */
// @ts-ignore: decorator
@inline
export function isZero(a: usize, n: i32): bool {
  let i: usize = 0;
  let any = i32x4.splat(0);
  const stop4 = bytes(n & ~3);
  for (; i < stop4; i += 16) any = v128.or(any, v128.load(a + i));
  let rest: u32 = 0;
  for (const stop = bytes(n); i < stop; i += 4) rest |= load<u32>(a + i);
  return !v128.any_true(any) && rest == 0;
}
