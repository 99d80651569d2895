// A tile of four by eight sums, which several kernels' products are made of.

import { madd } from "./lanes";

/**
 * to[i, j] = sum over p of a[p, i] * b[p, j] for i below 4 and j below 8, added to what is there where `add`
 * is true.
 *
 * a, b        byte addresses of (0, 0); terms lie aStep and bStep bytes apart
 * to          byte address of (0, 0); rows lie `row` bytes apart
 */
// @ts-ignore: decorator
@inline
export function fourByEight(
  a: usize, aStep: usize, b: usize, bStep: usize, depth: i32, to: usize, row: usize, add: bool,
): void {
  const to1 = to + row, to2 = to1 + row, to3 = to2 + row;
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  if (add) {
    s00 = v128.load(to), s01 = v128.load(to, 16), s10 = v128.load(to1), s11 = v128.load(to1, 16);
    s20 = v128.load(to2), s21 = v128.load(to2, 16), s30 = v128.load(to3), s31 = v128.load(to3, 16);
  }
  // An access is checked against the memory's size, so there are few: four values of a come at once and
  // are spread by shuffles, the last by a load, which leaves the units to the products.
  for (const stop = a + <usize>depth * aStep; a < stop; a += aStep, b += bStep) {
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
  v128.store(to, s00);
  v128.store(to, s01, 16);
  v128.store(to1, s10);
  v128.store(to1, s11, 16);
  v128.store(to2, s20);
  v128.store(to2, s21, 16);
  v128.store(to3, s30);
  v128.store(to3, s31, 16);
}
