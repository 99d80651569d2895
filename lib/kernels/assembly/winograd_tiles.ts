// Winograd's tiles: where they lie in an image, and their way to and from transformed blocks.
//
// Tile (b, i, j), counted in this order, makes the outputs (b, 4 i to 4 i + 3, 4 j to 4 j + 3) of the
// inputs (b, 4 i - top to 4 i - top + 5, 4 j - left to 4 j - left + 5): six by six values, whose
// transforms are 36 "points". A block holds BLOCK tiles, point by point; in a point lies tile by
// tile, in a tile channel by channel.

import { bytes, maxOfFour } from "./lanes";
import { isZero } from "./zero";
import { inputLine, outputGradLine, outputLine } from "./winograd_lines";

/** Values of a transformed tile: six by six. */
export const POINTS: i32 = 36;
/** Tiles transformed at once, a multiple of 4: with 32 and 64 channels they fill 332 KB of L2. */
export const BLOCK: i32 = 24;
/** Floats between two points: without them the same places of all points meet in a cache's one set. */
const SKEW: i32 = 16;

/** Tiles along `length` outputs. */
// @ts-ignore: decorator
@inline
export function tilesAlong(length: i32): i32 {
  return (length + 3) >> 2;
}

/** Bytes from one point to the next one, of `rows` rows of `channels` floats. */
// @ts-ignore: decorator
@inline
export function pointBytes(rows: i32, channels: i32): usize {
  return bytes(rows * channels + SKEW);
}

/** The next multiple of eight. */
// @ts-ignore: decorator
@inline
export function eights(channels: i32): i32 {
  return (channels + 7) & ~7;
}

/**
 * The side × side pixels of an image from (row, column) on: where they lie in the image, or at `copy`,
 * side by side, with zeros for what lies outside.
 */
export function window(
  image: usize, height: i32, width: i32, channels: i32, row: i32, column: i32, side: i32, copy: usize,
): usize {
  const pixel = bytes(channels);
  if (row >= 0 && column >= 0 && row + side <= height && column + side <= width) {
    return image + <usize>(row * width + column) * pixel;
  }
  memory.fill(copy, 0, <usize>(side * side) * pixel);
  const before = max(0, -column), count = min(side, width - column) - before;
  if (count <= 0) return copy;
  for (let i = max(0, -row), stop = min(side, height - row); i < stop; i++) {
    const from = image + <usize>((row + i) * width + column + before) * pixel;
    memory.copy(copy + <usize>(i * side + before) * pixel, from, <usize>count * pixel);
  }
  return copy;
}

/**
 * B' d B of one tile.
 *
 * from     the tile's first pixel; pixels lie `pixel` bytes apart, rows `row`
 * to       the tile's place in the first point of a block
 * lines    room for 36 vectors
 */
export function inputTile(
  from: usize, pixel: usize, row: usize, channels: i32, lines: usize, to: usize, point: usize,
): void {
  for (let c = 0; c < channels; c = next(c, channels)) {
    const at = from + bytes(c), out = to + bytes(c);
    for (let j: usize = 0; j < 6; j++) inputLine(at + j * pixel, row, lines + 16 * j, 96);
    for (let i: usize = 0; i < 6; i++) {
      inputLine(lines + 96 * i, 16, out + 6 * i * point, point);
    }
  }
}

/** A dy A' of the four by four gradients of one tile; the rest as above. */
export function outputGradTile(
  from: usize, pixel: usize, row: usize, channels: i32, lines: usize, to: usize, point: usize,
): void {
  for (let o = 0; o < channels; o = next(o, channels)) {
    const at = from + bytes(o), out = to + bytes(o);
    for (let j: usize = 0; j < 4; j++) outputGradLine(at + j * pixel, row, lines + 16 * j, 64);
    for (let i: usize = 0; i < 6; i++) {
      outputGradLine(lines + 64 * i, 16, out + 6 * i * point, point);
    }
  }
}

/**
 * A' m A of one tile, plus the bias, then max(0, ·) where `relu` is 1, or of that the maxima of two by two
 * where `pool` is 1.
 *
 * from     the tile's place in the first point of a block
 * blanks   bit 4 i + j: whether output (i, j) of A' m A is 0 whatever has come out
 * to       its first pixel; pixels lie `pixel` bytes apart, rows `row`
 * lines    room for 36 vectors
 */
export function outputTile(
  from: usize, point: usize, channels: i32, bias: usize, relu: i32, pool: i32, blanks: u32, lines: usize,
  to: usize, pixel: usize, row: usize,
): void {
  const zero = f32x4.splat(0);
  for (let o = 0; o < channels; o = next(o, channels)) {
    const at = from + bytes(o), out = to + bytes(o);
    for (let j: usize = 0; j < 6; j++) outputLine(at + j * point, 6 * point, lines + 16 * j, 96);
    for (let i: usize = 0; i < 4; i++) outputLine(lines + 96 * i, 16, lines + 96 * i, 16);
    for (let rest = blanks; rest; rest &= rest - 1) {
      const place = <usize>ctz(rest);
      v128.store(lines + 96 * (place >> 2) + 16 * (place & 3), zero);
    }
    const shift = bias ? v128.load(bias + bytes(o)) : zero;
    if (pool) { // the largest sum is the largest with the bias on it, too
      for (let i: usize = 0; i < 2; i++) {
        const line = lines + 192 * i, pair = out + i * row;
        v128.store(pair, finish(largest(line), shift, relu));
        v128.store(pair + pixel, finish(largest(line + 32), shift, relu));
      }
    } else {
      for (let i: usize = 0; i < 4; i++) {
        for (let j: usize = 0; j < 4; j++) {
          const sum = v128.load(lines + 96 * i + 16 * j);
          v128.store(out + i * row + j * pixel, finish(sum, shift, relu));
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function finish(sum: v128, shift: v128, relu: i32): v128 {
  const value = f32x4.add(sum, shift);
  return relu ? f32x4.pmax(value, f32x4.splat(0)) : value;
}

/** The maxima of two by two. */
// @ts-ignore: decorator
@inline
function largest(line: usize): v128 {
  return maxOfFour(v128.load(line), v128.load(line, 16), v128.load(line, 96), v128.load(line, 112));
}

/** Whether all of a tile's pixels are equal, to the bit. */
export function isFlat(from: usize, pixel: usize, row: usize, channels: i32): bool {
  for (let i: usize = 0; i < 6; i++) {
    for (let j: usize = 0; j < 6; j++) {
      if (!arePixelsEqual(from, from + i * row + j * pixel, channels)) return false;
    }
  }
  return true;
}

/** Whether two pixels are equal, to the bit. */
export function arePixelsEqual(a: usize, b: usize, channels: i32): bool {
  for (let c = 0; c < channels; c = next(c, channels)) {
    if (v128.any_true(v128.xor(v128.load(a + bytes(c)), v128.load(b + bytes(c))))) return false;
  }
  return true;
}

/** Which of a tile's pixels are zeros in all channels: bit 6 i + j for row i and column j. */
export function blankPixels(from: usize, pixel: usize, row: usize, channels: i32): u64 {
  let bits: u64 = 0, bit: u64 = 1;
  for (let i: usize = 0; i < 6; i++) {
    for (let j: usize = 0; j < 6; j++, bit <<= 1) {
      const at = from + i * row + j * pixel;
      if (!v128.any_true(v128.load(at)) && isZero(at, channels)) bits |= bit;
    }
  }
  return bits;
}

/** Three bits in each of three rows: the pixels under the filter. */
const UNDER_FILTER: u64 = 7 | 7 << 6 | 7 << 12;

/** Which of a tile's outputs have nothing but such pixels under the filter: bit 4 i + j. */
export function blankOutputs(pixels: u64): u32 {
  let bits: u32 = 0;
  for (let i = 0; pixels && i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      if ((pixels >> <u64>(6 * i + j) & UNDER_FILTER) == UNDER_FILTER) bits |= 1 << (4 * i + j);
    }
  }
  return bits;
}

/**
 * The first of the four channels after the four at c: the last four overlap the ones before where
 * their number is no multiple of four, and are worked out twice.
 */
// @ts-ignore: decorator
@inline
export function next(c: i32, channels: i32): i32 {
  const after = c + 4;
  return after < channels && after + 4 > channels ? channels - 4 : after;
}
