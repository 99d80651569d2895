// matmulSparse: as matmulTiled, for an a of which many are 0.
//
// a        byte address of (0, 0); aRow and aCol are its strides in floats
// b        byte address of (0, 0); bRow and bCol are its strides in floats; all of it finite
// packed   byte address of b as packPanels packs it, which is read in place of b; or 0
// c        byte address of m rows of n floats, cRow floats apart; must not overlap a or b
// m, n, k  counts, 1 or more
// bias     byte address of n floats, or 0 for none
// relu     1: negative results become 0, and NaN stays NaN
// scratch  128 + 2 * PANEL_M * (PANEL_K + 2) + PANEL_K * PANEL_N floats
//
// What is packed of a row of a is a list of the values that are not 0, each after the place in a packed
// strip of b of the row that it is multiplied by. 32 results stay in eight registers while they walk
// along the list. A tile of several rows would have more products for every read, but as soon as one of
// its rows has a value, all of them would take the row of b.
// A result is that of matmulTiled to the bit, but for the sign of a 0.

import { bytes, madd } from "./lanes";
import { PANEL_K, TILE_N } from "./pack_panels";
import { packStrips } from "./pack_strips";

/** Rows of a whose lists are made at once. */
const PANEL_M: i32 = 96;
/** Columns of b packed at once: 256 × 256 floats, 256 KiB of L2. A multiple of TILE_N. */
const PANEL_N: i32 = 256;
/** Bytes of an item of a list, a place and a value, and of a whole list. */
const ITEM: usize = 8;
const LIST: usize = ITEM * (PANEL_K + 2);
/** Bytes of a term in a packed strip of b. */
const STRIP: i32 = 4 * TILE_N;

export function matmulSparse(
  a: usize,
  aRow: i32,
  aCol: i32,
  b: usize,
  bRow: i32,
  bCol: i32,
  packed: usize,
  c: usize,
  cRow: i32,
  m: i32,
  n: i32,
  k: i32,
  bias: usize,
  relu: i32,
  scratch: usize,
): void {
  const edge = scratch;
  const ends = edge + bytes(TILE_N);
  const lists = ends + bytes(PANEL_M);
  const panelB = lists + <usize>PANEL_M * LIST;
  const widest = packed ? n : PANEL_N;
  for (let p = 0; p < k; p += PANEL_K) {
    const depth = min(PANEL_K, k - p), last = i32(p + PANEL_K >= k);
    for (let j = 0; j < n; j += widest) {
      const width = min(widest, n - j);
      let strips = packed;
      if (packed) packed += bytes(depth * (n + TILE_N - 1 & -TILE_N));
      else {
        strips = panelB;
        packStrips(b + (<usize>p * bRow + <usize>j * bCol << 2), bRow, bCol, depth, width, TILE_N, strips);
      }
      for (let i = 0; i < m; i += PANEL_M) {
        const height = min(PANEL_M, m - i);
        makeLists(a + (<usize>i * aRow + <usize>p * aCol << 2), aRow, aCol, height, depth, lists, ends);
        for (let jj = 0; jj < width; jj += TILE_N) {
          for (let ii = 0; ii < height; ii++) {
            row(
              lists + <usize>ii * LIST, load<u32>(ends + bytes(ii)), strips + bytes(jj * depth),
              c + (<usize>(i + ii) * cRow + j + jj << 2), min(TILE_N, width - jj), i32(p > 0), edge,
              last && bias ? bias + bytes(j + jj) : 0, last & relu,
            );
          }
        }
      }
    }
  }
}

/** The values of each row that are not 0, and their places in a strip of b; where its list ends. */
function makeLists(
  from: usize, rowStride: i32, stride: i32, rows: i32, depth: i32, to: usize, ends: usize,
): void {
  const rowStep = bytes(rowStride), step = bytes(stride);
  let i = 0;
  if (rowStep == 4) {
    for (; i + 4 <= rows; i += 4, from += 16, to += 4 * LIST, ends += 16) {
      fourRows(from, step, depth, to, ends);
    }
  }
  for (; i < rows; i++, from += rowStep, to += LIST, ends += 4) {
    if (step == 4) rowInOnePiece(from, depth, to, ends);
    else anyRow(from, step, 0, depth, to, ends);
  }
}

/** The lists of four rows whose values lie side by side. */
function fourRows(from: usize, step: usize, depth: i32, to: usize, ends: usize): void {
  let to1 = to + LIST, to2 = to1 + LIST, to3 = to2 + LIST;
  let place = i32x4.splat(0);
  for (let p = 0; p < depth; p++, from += step, place = i32x4.add(place, i32x4.splat(STRIP))) {
    const values = v128.load(from);
    const wanted = <usize>i32x4.bitmask(i32x4.ne(values, i32x4.splat(0)));
    if (!wanted) continue;
    const items = v128.shuffle<i32>(values, place, 4, 0, 5, 1);
    const items2 = v128.shuffle<i32>(values, place, 6, 2, 7, 3);
    // A 0 is written, too: the next value takes its place.
    v128.store64_lane(to, items, 0);
    to += (wanted & 1) * ITEM;
    v128.store64_lane(to1, items, 1);
    to1 += (wanted >> 1 & 1) * ITEM;
    v128.store64_lane(to2, items2, 0);
    to2 += (wanted >> 2 & 1) * ITEM;
    v128.store64_lane(to3, items2, 1);
    to3 += (wanted >> 3) * ITEM;
  }
  endList(to, ends);
  endList(to1, ends + 4);
  endList(to2, ends + 8);
  endList(to3, ends + 12);
}

/** The list of a row in one piece. */
function rowInOnePiece(from: usize, depth: i32, to: usize, ends: usize): void {
  let places = i32x4(0, STRIP, 2 * STRIP, 3 * STRIP);
  let p = 0;
  for (; p + 4 <= depth; p += 4, from += 16, places = i32x4.add(places, i32x4.splat(4 * STRIP))) {
    const values = v128.load(from);
    const wanted = <usize>i32x4.bitmask(i32x4.ne(values, i32x4.splat(0)));
    if (!wanted) continue;
    const items = v128.shuffle<i32>(values, places, 4, 0, 5, 1);
    const items2 = v128.shuffle<i32>(values, places, 6, 2, 7, 3);
    v128.store64_lane(to, items, 0);
    to += (wanted & 1) * ITEM;
    v128.store64_lane(to, items, 1);
    to += (wanted >> 1 & 1) * ITEM;
    v128.store64_lane(to, items2, 0);
    to += (wanted >> 2 & 1) * ITEM;
    v128.store64_lane(to, items2, 1);
    to += (wanted >> 3) * ITEM;
  }
  anyRow(from, 4, p, depth, to, ends);
}

/** The list of a row whose values lie `step` bytes apart, from term p on. */
function anyRow(from: usize, step: usize, p: i32, depth: i32, to: usize, ends: usize): void {
  for (; p < depth; p++, from += step) {
    const value = load<i32>(from);
    if (!value) continue;
    store<i32>(to, p * STRIP);
    store<i32>(to, value, 4);
    to += ITEM;
  }
  endList(to, ends);
}

/** Where one item is left, it gets a 0 for a partner. */
// @ts-ignore: decorator
@inline
function endList(to: usize, ends: usize): void {
  store<u64>(to, 0);
  store<u32>(ends, <u32>to);
}

/** 32 results of a row. */
// @ts-ignore: decorator
@inline
function row(
  at: usize, end: usize, b: usize, c: usize, columns: i32, add: i32, edge: usize, bias: usize, relu: i32,
): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
  // Both reads of an item end at the same byte: one check against the memory's size serves them. What a
  // check is made of serves three items; for four there are not registers enough.
  for (; at + 2 * ITEM < end; at += 3 * ITEM) {
    let w = b + <usize>load<u64>(at);
    let x = v128.load32_splat(at, 4);
    s0 = madd(x, v128.load(w), s0);
    s1 = madd(x, v128.load(w, 16), s1);
    s2 = madd(x, v128.load(w, 32), s2);
    s3 = madd(x, v128.load(w, 48), s3);
    s4 = madd(x, v128.load(w, 64), s4);
    s5 = madd(x, v128.load(w, 80), s5);
    s6 = madd(x, v128.load(w, 96), s6);
    s7 = madd(x, v128.load(w, 112), s7);
    w = b + <usize>load<u64>(at, 8);
    x = v128.load32_splat(at, 12);
    s0 = madd(x, v128.load(w), s0);
    s1 = madd(x, v128.load(w, 16), s1);
    s2 = madd(x, v128.load(w, 32), s2);
    s3 = madd(x, v128.load(w, 48), s3);
    s4 = madd(x, v128.load(w, 64), s4);
    s5 = madd(x, v128.load(w, 80), s5);
    s6 = madd(x, v128.load(w, 96), s6);
    s7 = madd(x, v128.load(w, 112), s7);
    w = b + <usize>load<u64>(at, 16);
    x = v128.load32_splat(at, 20);
    s0 = madd(x, v128.load(w), s0);
    s1 = madd(x, v128.load(w, 16), s1);
    s2 = madd(x, v128.load(w, 32), s2);
    s3 = madd(x, v128.load(w, 48), s3);
    s4 = madd(x, v128.load(w, 64), s4);
    s5 = madd(x, v128.load(w, 80), s5);
    s6 = madd(x, v128.load(w, 96), s6);
    s7 = madd(x, v128.load(w, 112), s7);
  }
  if (at < end) { // one or two
    let w = b + <usize>load<u64>(at);
    let x = v128.load32_splat(at, 4);
    s0 = madd(x, v128.load(w), s0);
    s1 = madd(x, v128.load(w, 16), s1);
    s2 = madd(x, v128.load(w, 32), s2);
    s3 = madd(x, v128.load(w, 48), s3);
    s4 = madd(x, v128.load(w, 64), s4);
    s5 = madd(x, v128.load(w, 80), s5);
    s6 = madd(x, v128.load(w, 96), s6);
    s7 = madd(x, v128.load(w, 112), s7);
    w = b + <usize>load<u64>(at, 8);
    x = v128.load32_splat(at, 12);
    s0 = madd(x, v128.load(w), s0);
    s1 = madd(x, v128.load(w, 16), s1);
    s2 = madd(x, v128.load(w, 32), s2);
    s3 = madd(x, v128.load(w, 48), s3);
    s4 = madd(x, v128.load(w, 64), s4);
    s5 = madd(x, v128.load(w, 80), s5);
    s6 = madd(x, v128.load(w, 96), s6);
    s7 = madd(x, v128.load(w, 112), s7);
  }
  if (columns < TILE_N) {
    storeRow(edge, s0, s1, s2, s3, s4, s5, s6, s7);
    for (let j: usize = 0, stop = bytes(columns); j < stop; j += 4) {
      let sum = load<f32>(edge + j);
      if (add) sum += load<f32>(c + j);
      if (bias) sum += load<f32>(bias + j);
      store<f32>(c + j, relu && sum < 0 ? 0 : sum);
    }
    return;
  }
  if (add) {
    s0 = plus(s0, c), s1 = plus(s1, c + 16), s2 = plus(s2, c + 32), s3 = plus(s3, c + 48);
    s4 = plus(s4, c + 64), s5 = plus(s5, c + 80), s6 = plus(s6, c + 96), s7 = plus(s7, c + 112);
  }
  if (bias) {
    s0 = plus(s0, bias), s1 = plus(s1, bias + 16), s2 = plus(s2, bias + 32);
    s3 = plus(s3, bias + 48), s4 = plus(s4, bias + 64), s5 = plus(s5, bias + 80);
    s6 = plus(s6, bias + 96), s7 = plus(s7, bias + 112);
  }
  if (relu) {
    const zero = f32x4.splat(0);
    s0 = f32x4.pmax(s0, zero), s1 = f32x4.pmax(s1, zero), s2 = f32x4.pmax(s2, zero);
    s3 = f32x4.pmax(s3, zero), s4 = f32x4.pmax(s4, zero), s5 = f32x4.pmax(s5, zero);
    s6 = f32x4.pmax(s6, zero), s7 = f32x4.pmax(s7, zero);
  }
  storeRow(c, s0, s1, s2, s3, s4, s5, s6, s7);
}

// @ts-ignore: decorator
@inline
function plus(sum: v128, at: usize): v128 {
  return f32x4.add(sum, v128.load(at));
}

// @ts-ignore: decorator
@inline
function storeRow(
  to: usize, s0: v128, s1: v128, s2: v128, s3: v128, s4: v128, s5: v128, s6: v128, s7: v128,
): void {
  v128.store(to, s0);
  v128.store(to, s1, 16);
  v128.store(to, s2, 32);
  v128.store(to, s3, 48);
  v128.store(to, s4, 64);
  v128.store(to, s5, 80);
  v128.store(to, s6, 96);
  v128.store(to, s7, 112);
}
