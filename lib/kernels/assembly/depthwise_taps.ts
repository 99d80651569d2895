// What a depthwise convolution and its gradient by the input have in common: at each place, channel by
// channel, a sum over the taps of a filter. Four places at once where they lie inside the image: they
// share what is loaded of the filter and, with three taps a row, of the image.
//
// x        address of what the first tap meets, in channel 0 of the first place
// down     bytes from there to what the tap below meets; right: the tap beside; both may lead backwards
// along    bytes from what a place meets to what the next one meets
// f        address of the first tap; taps lie `step` bytes apart in a row, rows `tapDown` bytes
// height, width   taps, 0 or more
// y        address of the first place's sums; places lie `step` bytes apart
// step     bytes of all channels

import { get, put } from "./activations";
import { madd } from "./lanes";

/** The sums at one place. */
export function onePlace(
  x: usize,
  down: usize,
  right: usize,
  f: usize,
  tapDown: usize,
  height: i32,
  width: i32,
  y: usize,
  step: usize,
): void {
  let c: usize = 0;
  for (const stop4 = step & ~15; c < stop4; c += 16) {
    one(x + c, down, right, f + c, tapDown, height, width, y + c, step, true);
  }
  for (; c < step; c += 4) {
    one(x + c, down, right, f + c, tapDown, height, width, y + c, step, false);
  }
}

/** The sums at four places. */
export function fourPlaces(
  x: usize,
  along: usize,
  down: usize,
  right: usize,
  f: usize,
  tapDown: usize,
  height: i32,
  width: i32,
  y: usize,
  step: usize,
): void {
  let c: usize = 0;
  if (width == 3 && (right == along || right == 0 - along)) {
    // Each place meets with its second tap what the next one meets with its first; or the one before.
    const turned = right != along;
    const from = turned ? x + 3 * along : x, to = turned ? y + 3 * step : y;
    const toNext = turned ? 0 - step : step;
    for (const stop4 = step & ~15; c < stop4; c += 16) {
      fourByThree(from + c, right, down, f + c, tapDown, height, to + c, toNext, step);
    }
  }
  for (const stop8 = c + (step - c & ~31); c < stop8; c += 32) {
    fourOfEight(x + c, along, down, right, f + c, tapDown, height, width, y + c, step);
  }
  for (const stop4 = step & ~15; c < stop4; c += 16) {
    four(x + c, along, down, right, f + c, tapDown, height, width, y + c, step, true);
  }
  for (; c < step; c += 4) {
    four(x + c, along, down, right, f + c, tapDown, height, width, y + c, step, false);
  }
}

/** Four channels, or one. */
// @ts-ignore: decorator
@inline
function one(
  x: usize,
  down: usize,
  right: usize,
  f: usize,
  tapDown: usize,
  height: i32,
  width: i32,
  y: usize,
  step: usize,
  wide: bool,
): void {
  let sum = f32x4.splat(0);
  for (let i = 0; i < height; i++) {
    let at = x + <usize>i * down, tap = f + <usize>i * tapDown;
    for (let j = 0; j < width; j++) {
      sum = madd(get(at, wide), get(tap, wide), sum);
      at += right;
      tap += step;
    }
  }
  put(y, sum, wide);
}

/** Four channels, or one, at four places. */
// @ts-ignore: decorator
@inline
function four(
  x: usize,
  along: usize,
  down: usize,
  right: usize,
  f: usize,
  tapDown: usize,
  height: i32,
  width: i32,
  y: usize,
  step: usize,
  wide: bool,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  for (let i = 0; i < height; i++) {
    let at = x + <usize>i * down, tap = f + <usize>i * tapDown;
    for (let j = 0; j < width; j++) {
      const w = get(tap, wide);
      s0 = madd(get(at, wide), w, s0);
      s1 = madd(get(at + along, wide), w, s1);
      s2 = madd(get(at + 2 * along, wide), w, s2);
      s3 = madd(get(at + 3 * along, wide), w, s3);
      at += right;
      tap += step;
    }
  }
  put(y, s0, wide);
  put(y + step, s1, wide);
  put(y + 2 * step, s2, wide);
  put(y + 3 * step, s3, wide);
}

/** Eight channels at four places: eight sums, so that none waits for the one before. */
function fourOfEight(
  x: usize,
  along: usize,
  down: usize,
  right: usize,
  f: usize,
  tapDown: usize,
  height: i32,
  width: i32,
  y: usize,
  step: usize,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
  for (let i = 0; i < height; i++) {
    let at0 = x + <usize>i * down, tap = f + <usize>i * tapDown;
    let at1 = at0 + along, at2 = at1 + along, at3 = at2 + along;
    for (let j = 0; j < width; j++) {
      const w0 = v128.load(tap), w1 = v128.load(tap, 16);
      s0 = madd(v128.load(at0), w0, s0);
      s1 = madd(v128.load(at0, 16), w1, s1);
      s2 = madd(v128.load(at1), w0, s2);
      s3 = madd(v128.load(at1, 16), w1, s3);
      s4 = madd(v128.load(at2), w0, s4);
      s5 = madd(v128.load(at2, 16), w1, s5);
      s6 = madd(v128.load(at3), w0, s6);
      s7 = madd(v128.load(at3, 16), w1, s7);
      at0 += right;
      at1 += right;
      at2 += right;
      at3 += right;
      tap += step;
    }
  }
  v128.store(y, s0);
  v128.store(y, s1, 16);
  v128.store(y + step, s2);
  v128.store(y + step, s3, 16);
  v128.store(y + 2 * step, s4);
  v128.store(y + 2 * step, s5, 16);
  v128.store(y + 3 * step, s6);
  v128.store(y + 3 * step, s7, 16);
}

/** Four channels at four places side by side, three taps a row: six loads instead of twelve. */
// @ts-ignore: decorator
@inline
function fourByThree(
  x: usize,
  along: usize,
  down: usize,
  f: usize,
  tapDown: usize,
  height: i32,
  y: usize,
  toNext: usize,
  step: usize,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
  for (let i = 0; i < height; i++) {
    const w0 = v128.load(f), w1 = v128.load(f + step), w2 = v128.load(f + 2 * step);
    let at = x;
    s0 = madd(v128.load(at), w0, s0);
    at += along;
    let value = v128.load(at);
    s0 = madd(value, w1, s0);
    s1 = madd(value, w0, s1);
    at += along;
    value = v128.load(at);
    s0 = madd(value, w2, s0);
    s1 = madd(value, w1, s1);
    s2 = madd(value, w0, s2);
    at += along;
    value = v128.load(at);
    s1 = madd(value, w2, s1);
    s2 = madd(value, w1, s2);
    s3 = madd(value, w0, s3);
    at += along;
    value = v128.load(at);
    s2 = madd(value, w2, s2);
    s3 = madd(value, w1, s3);
    s3 = madd(v128.load(at + along), w2, s3);
    x += down;
    f += tapDown;
  }
  v128.store(y, s0);
  v128.store(y + toNext, s1);
  v128.store(y + 2 * toNext, s2);
  v128.store(y + 3 * toNext, s3);
}
