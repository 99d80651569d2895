// matmulSparse: as matmulTiled, for an a of which many are 0.
//
// lists    what listNonzeros makes of a
// b        byte address of (0, 0); bRow and bCol are its strides in floats
// c        byte address of m rows of n floats, cRow floats apart; must not overlap the others
// m, n, k  counts, 1 or more
// bias     byte address of n floats, or 0 for none
// relu     1: negative results become 0, and NaN stays NaN
// finite   byte address of an int32, which becomes 1 if all of b is finite; else it becomes 0, and c is
//          wrong: what is left out of it may be 0 * NaN or 0 * Infinity
// scratch  STRIP + PANEL_N * (PANEL_K + 1) floats
//
// 32 results stay in eight registers while they walk along a list. A tile of several rows would have more
// products for every read, but as soon as one of its rows has a value, all of them would take the row of b.
// A result is that of matmulTiled to the bit, but for the sign of a 0.

import { INFINITE, isFinite } from "./finite";
import { bytes, madd } from "./lanes";
import { HEAD, ITEM, LIST, PANEL_K, STRIP } from "./list_nonzeros";
import { packStrips } from "./pack_strips";

/** Columns of b that are packed at once: so many bytes of each of its rows lie in one piece. */
const PANEL_N: i32 = 256;
/** Bytes of a packed strip: 128 more than its terms, so that strips begin in different sets of the cache. */
const STRIP_STEP: usize = <usize>STRIP * (PANEL_K + 1) * 4;

export function matmulSparse(
  lists: usize,
  b: usize,
  bRow: i32,
  bCol: i32,
  c: usize,
  cRow: i32,
  m: i32,
  n: i32,
  k: i32,
  bias: usize,
  relu: i32,
  finite: usize,
  scratch: usize,
): void {
  const strips = scratch + bytes(STRIP);
  const listStep = <usize>((k + PANEL_K - 1) / PANEL_K) * LIST;
  let all = 1;
  for (let p = 0; p < k; p += PANEL_K, lists += LIST) {
    const depth = min(PANEL_K, k - p), rest = k - p - depth;
    for (let j = 0; j < n; j += PANEL_N) {
      const width = min(PANEL_N, n - j);
      all &= pack(b + (<usize>p * bRow + <usize>j * bCol << 2), bytes(bRow), bytes(bCol), depth, width, strips);
      let strip = strips;
      for (let jj = j; jj < j + width; jj += STRIP, strip += STRIP_STEP) {
        for (let i = 0; i < m; i++) {
          const list = lists + <usize>i * listStep;
          // A last list is often empty: that of an image's last pixels. The one before ends the row then.
          if (p && !rest && isEmpty(list)) continue;
          const last = i32(!rest || rest <= PANEL_K && isEmpty(list + LIST));
          row(
            list + HEAD, load<u32>(list, 4), strip, c + (<usize>i * cRow + jj << 2), min(STRIP, n - jj),
            i32(p > 0), scratch, last && bias ? bias + bytes(jj) : 0, last & relu,
          );
        }
      }
    }
  }
  store<i32>(finite, all);
}

// @ts-ignore: decorator
@inline
function isEmpty(list: usize): bool {
  return load<u32>(list, 4) == <u32>(list + HEAD);
}

/** Packs terms of b in strips, and answers whether all of them are finite. */
function pack(from: usize, rowStep: usize, step: usize, depth: i32, width: i32, strips: usize): i32 {
  if (step == 4 && !(width & STRIP - 1)) return packRows(from, rowStep, depth, width, strips);
  let all = 1;
  for (let j = 0; j < width; j += STRIP, from += STRIP * step, strips += STRIP_STEP) {
    packStrips(from, <i32>(rowStep >> 2), <i32>(step >> 2), depth, min(STRIP, width - j), STRIP, strips);
    all &= isFinite(strips, depth * STRIP);
  }
  return all;
}

/** The same for whole strips of rows in one piece, which is read from its beginning to its end. */
function packRows(from: usize, rowStep: usize, depth: i32, width: i32, strips: usize): i32 {
  let most = i32x4.splat(0);
  for (let p = 0; p < depth; p++, from += rowStep, strips += 4 * STRIP) {
    let to = strips;
    for (let at = from, stop = from + bytes(width); at < stop; at += 4 * STRIP, to += STRIP_STEP) {
      most = i32x4.max_u(most, copy16(at, to));
      most = i32x4.max_u(most, copy16(at + 64, to + 64));
    }
  }
  return i32(!v128.any_true(i32x4.ge_u(most, i32x4.splat(INFINITE))));
}

/** Copies 16 floats and gives back the largest of them by their bits, without their signs (finite.ts). */
// @ts-ignore: decorator
@inline
function copy16(from: usize, to: usize): v128 {
  const a = v128.load(from), b = v128.load(from, 16), c = v128.load(from, 32), d = v128.load(from, 48);
  v128.store(to, a);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
  v128.store(to, d, 48);
  const ab = i32x4.max_u(i32x4.shl(a, 1), i32x4.shl(b, 1));
  return i32x4.max_u(ab, i32x4.max_u(i32x4.shl(c, 1), i32x4.shl(d, 1)));
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
  if (columns < STRIP) {
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
