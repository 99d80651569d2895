// listNonzeros: what a row of a product's left factor has that is not 0, for matmulSparse.
//
// a        byte address of (0, 0); aRow and aCol are its strides in floats
// m, k     its rows and columns, 1 or more
// lists    room for m times the panels of PANEL_K columns times LIST bytes
// scratch  64 floats
//
// Of each row a list for each panel of its columns: the byte address where the list ends, as an int32, at
// the second float; from the third on the items, each a place in bytes in a strip of the right factor, from
// the panel's first term on, and the value that it is multiplied by. An item of zeros follows.

import { bytes } from "./lanes";

/** Columns of a strip of the right factor: as many sums of a row as eight registers hold. */
export const STRIP: i32 = 32;
/** Terms whose sum is added to c at once, as many as in matmulTiled: a strip of b fills 32 KiB of L1. */
export const PANEL_K: i32 = 256;
/** Bytes of an item of a list, a place and a value; of what stands in front of the items; of all. */
export const ITEM: usize = 8;
export const HEAD: usize = 8;
export const LIST: usize = HEAD + ITEM * (PANEL_K + 2);
/** Bytes of a term in a strip of b. */
const TERM: i32 = 4 * STRIP;

export function listNonzeros(a: usize, aRow: i32, aCol: i32, m: i32, k: i32, lists: usize, scratch: usize): void {
  writeOrders(scratch);
  const rowStep = bytes(aRow), step = bytes(aCol);
  const listStep = <usize>((k + PANEL_K - 1) / PANEL_K) * LIST;
  for (let p = 0; p < k; p += PANEL_K, lists += LIST) {
    const depth = min(PANEL_K, k - p);
    let from = a + <usize>p * step, list = lists, i = 0;
    if (rowStep == 4) {
      for (; i + 4 <= m; i += 4, from += 16, list += 4 * listStep) fourRows(from, step, depth, list, listStep);
    }
    for (; i < m; i++, from += rowStep, list += listStep) {
      if (step == 4) rowInOnePiece(from, depth, list, scratch);
      else anyRow(from, step, 0, depth, list, list + HEAD);
    }
  }
}

/** The lists of four rows whose values lie side by side. */
function fourRows(from: usize, step: usize, depth: i32, list: usize, listStep: usize): void {
  const list1 = list + listStep, list2 = list1 + listStep, list3 = list2 + listStep;
  let to = list + HEAD, to1 = list1 + HEAD, to2 = list2 + HEAD, to3 = list3 + HEAD;
  let place = i32x4.splat(0);
  for (let p = 0; p < depth; p++, from += step, place = i32x4.add(place, i32x4.splat(TERM))) {
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
  endList(list, to);
  endList(list1, to1);
  endList(list2, to2);
  endList(list3, to3);
}

/** The list of a row in one piece. */
function rowInOnePiece(from: usize, depth: i32, list: usize, orders: usize): void {
  let to = list + HEAD;
  let places = i32x4(0, TERM, 2 * TERM, 3 * TERM);
  const four = i32x4.splat(4 * TERM);
  let p = 0;
  for (; p + 8 <= depth; p += 8, from += 32) {
    const a = v128.load(from), b = v128.load(from, 16);
    const zerosA = <usize>i32x4.bitmask(i32x4.eq(a, i32x4.splat(0)));
    const zerosB = <usize>i32x4.bitmask(i32x4.eq(b, i32x4.splat(0)));
    if ((zerosA & zerosB) != 15) {
      to = append(a, places, zerosA, to, orders);
      to = append(b, i32x4.add(places, four), zerosB, to, orders);
    }
    places = i32x4.add(places, i32x4.splat(8 * TERM));
  }
  anyRow(from, 4, p, depth, list, to);
}

/** Writes the items of four values of which some are 0; gives back where they end. */
// @ts-ignore: decorator
@inline
function append(values: v128, places: v128, zeros: usize, to: usize, orders: usize): usize {
  // Those that are not 0 move to the front; what lies behind them is written over.
  const order = v128.load(orders + (zeros << 4));
  const x = swizzle(values, order), at = swizzle(places, order);
  v128.store(to, v128.shuffle<i32>(at, x, 0, 4, 1, 5));
  v128.store(to, v128.shuffle<i32>(at, x, 2, 6, 3, 7), 16);
  return to + 4 * ITEM - <usize>popcnt(<u32>zeros) * ITEM;
}

/** For each set of zeros among four lanes, as bits, the bytes of the other lanes. */
function writeOrders(to: usize): void {
  for (let zeros = 0; zeros < 16; zeros++) {
    let at = to + 16 * zeros;
    for (let lane = 0; lane < 4; lane++) {
      if (zeros >> lane & 1) continue;
      store<u32>(at, 0x03020100 + lane * 0x04040404);
      at += 4;
    }
  }
}

/** The bytes of a vector in another order; a byte of `order` above 15 gives anything. */
// @ts-ignore: decorator
@inline
function swizzle(bytes: v128, order: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i8x16.relaxed_swizzle(bytes, order);
  return i8x16.swizzle(bytes, order);
}

/** The list of a row whose values lie `step` bytes apart, from term p on, which goes to `to`. */
function anyRow(from: usize, step: usize, p: i32, depth: i32, list: usize, to: usize): void {
  for (; p < depth; p++, from += step) {
    const value = load<i32>(from);
    if (!value) continue;
    store<i32>(to, p * TERM);
    store<i32>(to, value, 4);
    to += ITEM;
  }
  endList(list, to);
}

/** Where one item is left, it gets a 0 for a partner. */
// @ts-ignore: decorator
@inline
function endList(list: usize, to: usize): void {
  store<u64>(to, 0);
  store<u32>(list, <u32>to, 4);
}
