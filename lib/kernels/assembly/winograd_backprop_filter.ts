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
//               at or above to - from, E the multiple of 4 at or above inC
//
// Tiles of x and of dy are transformed to 36 points (winograd_lines.ts); there the gradient is 36
// products of matrices, (inC × tiles) by (tiles × outC), in tiles of four by eight sums; the sums of all
// tiles are transformed back once.
// Error against the plain loop, n tiles: at most
// (n + 32) * 2^-23 * |G'| (sum over tiles of |B'| |x| |B| * |A| |dy| |A'|) |G|; on random numbers some
// twice conv2dBackpropFilter's. A NaN or an infinity in x or dy makes NaN of all nine taps of its
// channels, and values above 2^120 may overflow where conv2dBackpropFilter's do not. A channel comes
// out the same, to the bit, whichever others are wanted.

import { fourByEight } from "./four_by_eight";
import { bytes } from "./lanes";
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
  const wanted = to - from, channels = eights(wanted), inputs = (inC + 3) & ~3;
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
 * du += v' g of one point. Where the input channels are no multiple of four, some more take part: what
 * follows them in v, and rows of du that are nobody's.
 */
function accumulate(v: usize, g: usize, du: usize, tiles: i32, outC: i32, inC: i32): void {
  const vStep = bytes(inC), step = bytes(outC);
  for (let c = 0; c < inC; c += 4) {
    for (let o = 0; o < outC; o += 8) {
      fourByEight(v + bytes(c), vStep, g + bytes(o), step, tiles, du + bytes(c * outC + o), step, true);
    }
  }
}
