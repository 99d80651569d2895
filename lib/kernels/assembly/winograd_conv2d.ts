// winogradConv2d: y[b, r, q, o] = bias[o] + sum over (i, j, c) of
// x[b, r + i - top, q + j - left, c] * w[i, j, c, o], then max(0, ·) where `relu` is 1: conv2d with a
// filter of 3 × 3, in a quarter of the products. Where `pool` is 1 y has the maximum of every two by two
// of these instead, as maxPool3d gives it, those beyond the last whole pair left out.
//
// x             byte address of (batch, inH, inW, inC) floats; outside of the images they are 0
// u             the filter's transform, as winogradFilter gives it
// bias          byte address of outC floats, or 0 for none
// y             byte address of (batch, outH, outW, outC) floats, or of (batch, outH / 2, outW / 2, outC)
//               where `pool` is 1; must not overlap the others
// inC, outC     4 or more
// top, left     rows and columns of zeros before the images, 0 or more
// from, to      the tiles that are wanted, from `from` up to `to`, without it: of 4 × 4 outputs, and
//               ceil(outH / 4) * ceil(outW / 4) of them an image, row by row
// scratch       344 + 36 * (max(inC, outC) + 24 * (inC + O) + 32) floats, O the multiple of 8 at or
//               above outC
//
// Tiles are transformed to 36 points (winograd_lines.ts); there a convolution is 36 products of
// matrices, (tiles × inC) by (inC × outC), in tiles of four by eight sums; the sums are transformed back.
// Error against the plain loop: at most (inC + 32) * 2^-23 * |A'| (|G| |w| |G'| * |B'| |x| |B|) |A|,
// which is at most (inC + 32) * 2^-23 * 620 * inC * max|x| * max|w|; on random numbers some twice
// conv2d's error. A NaN or an infinity makes NaN of all the 4 × 4 outputs of a tile that it meets, and
// values above 2^120 may overflow where conv2d's do not. A tile comes out the same, to the bit,
// whichever others are wanted. Where the nine pixels under the filter are all +0 the sum is 0, as
// conv2d's is, with nothing of the rounding of its tile: else a ReLU would let it through, and Adam
// would make whole steps of it.
// Where all pixels of a tile are equal, as on the ground that digits are drawn on, the outputs are those
// of the last such tile: they are copied.

import { fourByEight } from "./four_by_eight";
import { bytes } from "./lanes";
import { packColumns } from "./pack_columns";
import {
  arePixelsEqual, blankOutputs, BLOCK, blankPixels, eights, inputTile, isFlat, outputTile, pointBytes, POINTS,
  tilesAlong, window,
} from "./winograd_tiles";

/** Outputs that are copied after a block at most. */
const COPIES: usize = 64;

export function winogradConv2d(
  x: usize,
  u: usize,
  bias: usize,
  y: usize,
  inH: i32,
  inW: i32,
  inC: i32,
  outC: i32,
  outH: i32,
  outW: i32,
  top: i32,
  left: i32,
  relu: i32,
  pool: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const across = tilesAlong(outW), tilesOfImage = tilesAlong(outH) * across;
  const channels = eights(outC);
  const vPoint = pointBytes(BLOCK, inC), mPoint = pointBytes(BLOCK, channels);
  const uPoint = pointBytes(inC, channels);
  const inPixel = bytes(inC), outPixel = bytes(outC);
  const copy = scratch + 16 * POINTS; // a tile with an edge of the image in it
  const v = copy + bytes(POINTS * max(inC, outC));
  const m = v + <usize>POINTS * vPoint;
  const blank = m + <usize>POINTS * mPoint; // 36 bits a tile: which of its pixels are zeros
  const tiles = blank + 8 * BLOCK; // the tiles of a block
  const copies = tiles + 4 * BLOCK; // outputs that are those of another tile: where to and where from
  const height = outH >> pool, width = outW >> pool, side = 4 >> pool; // of what is written
  const outRow = <usize>width * outPixel;
  let flat: usize = 0, flatOut: usize = 0; // the first pixel and the outputs of a tile of equal pixels
  for (let next = from; next < to;) {
    let count = 0, copied: usize = 0;
    for (; next < to && count < BLOCK && copied < COPIES; next++) {
      const b = next / tilesOfImage, tile = next - b * tilesOfImage;
      const r = tile / across * 4, q = tile % across * 4;
      const image = x + <usize>(b * inH * inW) * inPixel;
      const at = window(image, inH, inW, inC, r - top, q - left, 6, copy);
      const row = <usize>(at == copy ? 6 : inW) * inPixel;
      if (at != copy && r + 4 <= outH && q + 4 <= outW && isFlat(at, inPixel, row, inC)) {
        const out = y + <usize>(b * height + (r >> pool)) * outRow + <usize>(q >> pool) * outPixel;
        if (flat && arePixelsEqual(at, flat, inC)) {
          store<u32>(copies + 8 * copied, <u32>out);
          store<u32>(copies + 8 * copied, <u32>flatOut, 4);
          copied++;
          continue;
        }
        flat = at, flatOut = out;
      }
      inputTile(at, inPixel, row, inC, scratch, v + bytes(count * inC), vPoint);
      store<u64>(blank + (<usize>count << 3), blankPixels(at, inPixel, row, inC));
      store<i32>(tiles + bytes(count), next);
      count++;
    }
    for (let p: usize = 0; p < <usize>POINTS; p++) {
      multiply(v + p * vPoint, u + p * uPoint, m + p * mPoint, count, channels, inC, copy);
    }
    for (let t = 0; t < count; t++) {
      const index = load<i32>(tiles + bytes(t));
      const b = index / tilesOfImage, tile = index - b * tilesOfImage;
      const r = tile / across * 4, q = tile % across * 4;
      const at = m + bytes(t * channels);
      const out = y + <usize>(b * height + (r >> pool)) * outRow + <usize>(q >> pool) * outPixel;
      const rows = min(side, height - (r >> pool)), columns = min(side, width - (q >> pool));
      const zeros = load<u64>(blank + (<usize>t << 3));
      const isWhole = rows == side && columns == side;
      const to = isWhole ? out : copy, step = isWhole ? outRow : <usize>side * outPixel;
      outputTile(at, mPoint, outC, bias, relu, pool, blankOutputs(zeros), scratch, to, outPixel, step);
      if (!isWhole) copyRows(copy, step, out, outRow, rows, <usize>columns * outPixel);
    }
    for (let i: usize = 0; i < copied; i++) {
      const out = load<u32>(copies + 8 * i), same = load<u32>(copies + 8 * i, 4);
      copyRows(same, outRow, out, outRow, side, <usize>side * outPixel);
    }
  }
}

function copyRows(from: usize, fromStep: usize, to: usize, toStep: usize, rows: i32, size: usize): void {
  for (; rows > 0; rows--, from += fromStep, to += toStep) memory.copy(to, from, size);
}

/**
 * m = v u of one point. The last of four rows may lie behind the tiles: there is room, it is nobody's.
 *
 * turned  room for 4 * inC floats
 */
function multiply(v: usize, u: usize, m: usize, tiles: i32, outC: i32, inC: i32, turned: usize): void {
  for (let t = 0; t < tiles; t += 4) {
    packColumns(v + bytes(t * inC), bytes(inC), 4, 4, inC, turned, 16);
    for (let o = 0; o < outC; o += 8) {
      fourByEight(turned, 16, u + bytes(o * inC), 32, inC, m + bytes(t * outC + o), bytes(outC), false);
    }
  }
}
