// arithmetic: out[i] = a[i] ∘ b[i], where ∘ is + - * or /.
//
// a     byte address of n floats, or of one where `one` is 1
// b     byte address of n floats, or of one where `one` is 2
// out   byte address of n floats; may be a or b where that has n floats
// n     count of floats, 0 or more
// kind  0 sum, 1 difference, 2 product, 3 quotient
// one   0 both have n floats, 1 a is one float, 2 b is one float
// Each result is the exact one rounded once, as IEEE 754 has it: the same bits as any other.

import { bytes } from "./lanes";

export function arithmetic(a: usize, b: usize, out: usize, n: i32, kind: i32, one: i32): void {
  if (kind == 0) pass(a, b, out, n, 0, one);
  else if (kind == 1) pass(a, b, out, n, 1, one);
  else if (kind == 2) pass(a, b, out, n, 2, one);
  else pass(a, b, out, n, 3, one);
}

/** One pass for each of the four, so that nothing is decided within. */
// @ts-ignore: decorator
@inline
function pass(a: usize, b: usize, out: usize, n: i32, kind: i32, one: i32): void {
  const stop4 = bytes(n & ~3), stop = bytes(n);
  let i: usize = 0;
  if (one == 1) {
    const x = v128.load32_splat(a);
    for (; i < stop4; i += 16) v128.store(out + i, apply(x, v128.load(b + i), kind));
    for (; i < stop; i += 4) put(out + i, apply(x, v128.load32_zero(b + i), kind));
  } else if (one == 2) {
    const y = v128.load32_splat(b);
    for (; i < stop4; i += 16) v128.store(out + i, apply(v128.load(a + i), y, kind));
    for (; i < stop; i += 4) put(out + i, apply(v128.load32_zero(a + i), y, kind));
  } else {
    for (; i < stop4; i += 16) v128.store(out + i, apply(v128.load(a + i), v128.load(b + i), kind));
    for (; i < stop; i += 4) put(out + i, apply(v128.load32_zero(a + i), v128.load32_zero(b + i), kind));
  }
}

// @ts-ignore: decorator
@inline
function apply(x: v128, y: v128, kind: i32): v128 {
  if (kind == 0) return f32x4.add(x, y);
  if (kind == 1) return f32x4.sub(x, y);
  if (kind == 2) return f32x4.mul(x, y);
  return f32x4.div(x, y);
}

// @ts-ignore: decorator
@inline
function put(to: usize, v: v128): void {
  store<f32>(to, f32x4.extract_lane(v, 0));
}
