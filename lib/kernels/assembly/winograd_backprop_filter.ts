// winogradBackpropFilter: dw[i, j, c, o] = sum over (b, r, q) of
// x[b, r + i - top, q + j - left, c] * dy[b, r, q, o], for i and j from 0 to 2: conv2dBackpropFilter
// with a filter of 3 × 3, in a quarter of the products.
//
// x             byte address of (batch, inH, inW, inC) floats; outside of the images they are 0
// dy            byte address of (batch, outH, outW, outC) floats
// dw            byte address of (3, 3, inC, outC) floats; must not overlap the others
// inC           4 or more
// top, left     rows and columns of zeros before the images, 0 or more
// from, to      the output channels that are wanted, from `from` up to `to`, without it, 4 or more;
//               dw's others are neither read nor written
// scratch       144 + 36 * (max(inC, outC) + 24 * (inC + O) + E * O + 48) floats, O the multiple of 8
//               at or above to - from, E the even number at or above inC
//
// Tiles of x and of dy are transformed to 36 points (winograd_lines.ts); there the gradient is 36
// products of matrices, (inC × tiles) by (tiles × outC), whose sums stay in twelve registers, six or
// four channels by eight; the sums of all tiles are transformed back once.
// Error against the plain loop, n tiles: at most
// (n + 32) * 2^-23 * |G'| (sum over tiles of |B'| |x| |B| * |A| |dy| |A'|) |G|; on random numbers some
// twice conv2dBackpropFilter's. A NaN or an infinity in x or dy makes NaN of all nine taps of its
// channels, and values above 2^120 may overflow where conv2dBackpropFilter's do not. A channel comes
// out the same, to the bit, whichever others are wanted.

import { bytes, madd } from "./lanes";
import { filterGradLine } from "./winograd_lines";
import {
  BLOCK, eights, inputTile, next, outputGradTile, pointBytes, POINTS, tilesAlong, window,
} from "./winograd_tiles";

export function winogradBackpropFilter(
  x: usize,
  dy: usize,
  dw: usize,
  batch: i32,
  inH: i32,
  inW: i32,
  inC: i32,
  outC: i32,
  outH: i32,
  outW: i32,
  top: i32,
  left: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const across = tilesAlong(outW), tilesOfImage = tilesAlong(outH) * across;
  const wanted = to - from, channels = eights(wanted), inputs = (inC + 1) & ~1;
  const vPoint = pointBytes(BLOCK, inC), gPoint = pointBytes(BLOCK, channels);
  const uPoint = pointBytes(inputs, channels);
  const inPixel = bytes(inC), outPixel = bytes(outC);
  const copy = scratch + 16 * POINTS; // a tile with an edge of the image in it
  const v = copy + bytes(POINTS * max(inC, outC));
  const g = v + <usize>POINTS * vPoint;
  const du = g + <usize>POINTS * gPoint;
  memory.fill(du, 0, <usize>POINTS * uPoint);
  if (wanted & 7) memory.fill(g, 0, <usize>POINTS * gPoint); // the channels up to a multiple of 8
  for (let first = 0, all = batch * tilesOfImage; first < all; first += BLOCK) {
    const count = min(BLOCK, all - first);
    for (let t = 0; t < count; t++) {
      const b = (first + t) / tilesOfImage, tile = first + t - b * tilesOfImage;
      const r = tile / across * 4, q = tile % across * 4;
      const image = x + <usize>(b * inH * inW) * inPixel;
      let at = window(image, inH, inW, inC, r - top, q - left, 6, copy);
      let row = <usize>(at == copy ? 6 : inW) * inPixel;
      inputTile(at, inPixel, row, inC, scratch, v + bytes(t * inC), vPoint);
      at = window(dy + <usize>(b * outH * outW) * outPixel, outH, outW, outC, r, q, 4, copy);
      row = <usize>(at == copy ? 4 : outW) * outPixel;
      const out = g + bytes(t * channels);
      outputGradTile(at + bytes(from), outPixel, row, wanted, scratch, out, gPoint);
    }
    for (let p: usize = 0; p < <usize>POINTS; p++) {
      accumulate(v + p * vPoint, g + p * gPoint, du + p * uPoint, count, channels, inC);
    }
  }
  const tap = bytes(inC * outC);
  for (let c = 0; c < inC; c++) {
    for (let o = 0; o < wanted; o = next(o, wanted)) {
      const at = du + bytes(c * channels + o), out = dw + bytes(c * outC + from + o);
      for (let j: usize = 0; j < 6; j++) {
        filterGradLine(at + j * uPoint, 6 * uPoint, scratch + 16 * j, 96);
      }
      for (let i: usize = 0; i < 3; i++) filterGradLine(scratch + 96 * i, 16, out + 3 * i * tap, tap);
    }
  }
}

/**
 * du += v' g of one point. An odd number of input channels takes one more: what follows it in v, and a
 * row of du that is nobody's.
 */
function accumulate(v: usize, g: usize, du: usize, tiles: i32, outC: i32, inC: i32): void {
  for (let c = 0; c < inC;) {
    const left = (inC - c + 1) & ~1;
    const six = left != 8 && left != 4; // 14 = 6 + 4 + 4, not 6 + 6 + 2
    for (let o = 0; o < outC; o += 8) {
      const at = v + bytes(c), grad = g + bytes(o), to = du + bytes(c * outC + o);
      if (six) sixChannels(at, bytes(inC), grad, bytes(outC), tiles, to);
      else fourChannels(at, bytes(inC), grad, bytes(outC), tiles, to);
    }
    c += six ? 6 : 4;
  }
}

function sixChannels(v: usize, vStep: usize, g: usize, step: usize, tiles: i32, to: usize): void {
  let s00 = v128.load(to), s01 = v128.load(to, 16);
  const to1 = to + step, to2 = to1 + step, to3 = to2 + step, to4 = to3 + step, to5 = to4 + step;
  let s10 = v128.load(to1), s11 = v128.load(to1, 16), s20 = v128.load(to2), s21 = v128.load(to2, 16);
  let s30 = v128.load(to3), s31 = v128.load(to3, 16), s40 = v128.load(to4), s41 = v128.load(to4, 16);
  let s50 = v128.load(to5), s51 = v128.load(to5, 16);
  for (let t = 0; t < tiles; t++) {
    const w0 = v128.load(g), w1 = v128.load(g, 16);
    let a = v128.load32_splat(v);
    s00 = madd(a, w0, s00);
    s01 = madd(a, w1, s01);
    a = v128.load32_splat(v, 4);
    s10 = madd(a, w0, s10);
    s11 = madd(a, w1, s11);
    a = v128.load32_splat(v, 8);
    s20 = madd(a, w0, s20);
    s21 = madd(a, w1, s21);
    a = v128.load32_splat(v, 12);
    s30 = madd(a, w0, s30);
    s31 = madd(a, w1, s31);
    a = v128.load32_splat(v, 16);
    s40 = madd(a, w0, s40);
    s41 = madd(a, w1, s41);
    a = v128.load32_splat(v, 20);
    s50 = madd(a, w0, s50);
    s51 = madd(a, w1, s51);
    v += vStep;
    g += step;
  }
  v128.store(to, s00);
  v128.store(to, s01, 16);
  v128.store(to1, s10);
  v128.store(to1, s11, 16);
  v128.store(to2, s20);
  v128.store(to2, s21, 16);
  v128.store(to3, s30);
  v128.store(to3, s31, 16);
  v128.store(to4, s40);
  v128.store(to4, s41, 16);
  v128.store(to5, s50);
  v128.store(to5, s51, 16);
}

function fourChannels(v: usize, vStep: usize, g: usize, step: usize, tiles: i32, to: usize): void {
  let s00 = v128.load(to), s01 = v128.load(to, 16);
  const to1 = to + step, to2 = to1 + step, to3 = to2 + step;
  let s10 = v128.load(to1), s11 = v128.load(to1, 16), s20 = v128.load(to2), s21 = v128.load(to2, 16);
  let s30 = v128.load(to3), s31 = v128.load(to3, 16);
  for (let t = 0; t < tiles; t++) {
    const w0 = v128.load(g), w1 = v128.load(g, 16);
    let a = v128.load32_splat(v);
    s00 = madd(a, w0, s00);
    s01 = madd(a, w1, s01);
    a = v128.load32_splat(v, 4);
    s10 = madd(a, w0, s10);
    s11 = madd(a, w1, s11);
    a = v128.load32_splat(v, 8);
    s20 = madd(a, w0, s20);
    s21 = madd(a, w1, s21);
    a = v128.load32_splat(v, 12);
    s30 = madd(a, w0, s30);
    s31 = madd(a, w1, s31);
    v += vStep;
    g += step;
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
