// fmaPeak: out[i] = x[i] after n turns of x[i] * scale + shift, in registers alone.
//
// x             byte address of 4 * chains floats
// out           byte address of as many; may be the same as x
// n             turns, 0 or more
// scale, shift  the same in every turn
// chains        vectors that are turned side by side, 1 to 12
// Error against the plain loop, where |scale| <= 1: at most n * 2^-23 * (|x| + n * |shift|).
//
// A yardstick, not a step of training: 8 * n * chains operations, and nothing is loaded or stored
// between the turns. With one chain each turn waits for the one before (latency); with many the
// processor is as busy with products and sums as it can be (throughput): the peak of a roofline.

import { madd } from "./lanes";

export function fmaPeak(x: usize, out: usize, n: i32, scale: f32, shift: f32, chains: i32): void {
  const a = f32x4.splat(scale), b = f32x4.splat(shift);
  switch (chains) { // twelve loops: how many chains one has is known when it is compiled
    case 1: return turn(x, out, n, a, b, 1);
    case 2: return turn(x, out, n, a, b, 2);
    case 3: return turn(x, out, n, a, b, 3);
    case 4: return turn(x, out, n, a, b, 4);
    case 5: return turn(x, out, n, a, b, 5);
    case 6: return turn(x, out, n, a, b, 6);
    case 7: return turn(x, out, n, a, b, 7);
    case 8: return turn(x, out, n, a, b, 8);
    case 9: return turn(x, out, n, a, b, 9);
    case 10: return turn(x, out, n, a, b, 10);
    case 11: return turn(x, out, n, a, b, 11);
    case 12: return turn(x, out, n, a, b, 12);
  }
}

// @ts-ignore: decorator
@inline
function turn(x: usize, out: usize, n: i32, a: v128, b: v128, chains: i32): void {
  let s0 = v128.load(x), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
  let s6 = s0, s7 = s0, s8 = s0, s9 = s0, s10 = s0, s11 = s0;
  if (chains > 1) s1 = v128.load(x, 16);
  if (chains > 2) s2 = v128.load(x, 32);
  if (chains > 3) s3 = v128.load(x, 48);
  if (chains > 4) s4 = v128.load(x, 64);
  if (chains > 5) s5 = v128.load(x, 80);
  if (chains > 6) s6 = v128.load(x, 96);
  if (chains > 7) s7 = v128.load(x, 112);
  if (chains > 8) s8 = v128.load(x, 128);
  if (chains > 9) s9 = v128.load(x, 144);
  if (chains > 10) s10 = v128.load(x, 160);
  if (chains > 11) s11 = v128.load(x, 176);
  for (let i = 0; i < n; i++) {
    s0 = madd(s0, a, b);
    if (chains > 1) s1 = madd(s1, a, b);
    if (chains > 2) s2 = madd(s2, a, b);
    if (chains > 3) s3 = madd(s3, a, b);
    if (chains > 4) s4 = madd(s4, a, b);
    if (chains > 5) s5 = madd(s5, a, b);
    if (chains > 6) s6 = madd(s6, a, b);
    if (chains > 7) s7 = madd(s7, a, b);
    if (chains > 8) s8 = madd(s8, a, b);
    if (chains > 9) s9 = madd(s9, a, b);
    if (chains > 10) s10 = madd(s10, a, b);
    if (chains > 11) s11 = madd(s11, a, b);
  }
  v128.store(out, s0);
  if (chains > 1) v128.store(out, s1, 16);
  if (chains > 2) v128.store(out, s2, 32);
  if (chains > 3) v128.store(out, s3, 48);
  if (chains > 4) v128.store(out, s4, 64);
  if (chains > 5) v128.store(out, s5, 80);
  if (chains > 6) v128.store(out, s6, 96);
  if (chains > 7) v128.store(out, s7, 112);
  if (chains > 8) v128.store(out, s8, 128);
  if (chains > 9) v128.store(out, s9, 144);
  if (chains > 10) v128.store(out, s10, 160);
  if (chains > 11) v128.store(out, s11, 176);
}
