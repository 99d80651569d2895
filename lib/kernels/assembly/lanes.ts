// Small helpers that every kernel inlines. A "lane" is one of the four float32 of a v128.

/** Bytes taken by n float32 values. */
// @ts-ignore: decorator
@inline
export function bytes(n: i32): usize {
  return <usize>n << 2;
}

/**
 * a * b + c in every lane. In the relaxed build this is one fused instruction (one rounding), in the
 * plain build a product and a sum (two roundings): the two binaries may differ in the last bits.
 */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** a * b + c of one float, rounded as the build's `madd` rounds. */
// @ts-ignore: decorator
@inline
export function maddScalar(a: f32, b: f32, c: f32): f32 {
  return f32x4.extract_lane(madd(f32x4.splat(a), f32x4.splat(b), f32x4.splat(c)), 0);
}

/** The sum of the four lanes, as (0 + 2) + (1 + 3). */
// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** The lanes of `value` where `gate` is above 0; 0 elsewhere, also where `gate` is NaN. */
// @ts-ignore: decorator
@inline
export function whereAbove0(value: v128, gate: v128): v128 {
  return v128.and(value, f32x4.gt(gate, f32x4.splat(0)));
}

/**
 * The value, or 0 where its size is below 2^-126: processors compute with such numbers some ten times
 * as slowly, and what a product halves again and again stays one of them for good. NaN stays NaN.
 */
// @ts-ignore: decorator
@inline
export function flushTiny(value: v128): v128 {
  // By its exponent, a whole number: a comparison of floats would be as slow.
  const exponent = i32x4.shr_u(i32x4.shl(value, 1), 24);
  return v128.andnot(value, i32x4.eq(exponent, i32x4.splat(0)));
}

/** The value, or 0 where its square is below 2^-126, which is as slow. NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function flushTinySquare(value: v128): v128 {
  const few = i32x4.shr_u(i32x4.shl(value, 1), 30); // the two highest bits of the exponent
  return v128.andnot(value, i32x4.eq(few, i32x4.splat(0)));
}

/**
 * Writes four rows of four floats as four columns: out[j * outStep + i] = row i, lane j.
 *
 * from      address of the first row; rows lie `fromStep` bytes apart
 * to        address of the first column; columns lie `toStep` bytes apart
 */
// @ts-ignore: decorator
@inline
export function transpose4(from: usize, fromStep: usize, to: usize, toStep: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + fromStep);
  const c = v128.load(from + 2 * fromStep);
  const d = v128.load(from + 3 * fromStep);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + toStep, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(to + 2 * toStep, v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5));
  v128.store(to + 3 * toStep, v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7));
}

/** Writes the columns of two rows of four as four rows of two; steps likewise. */
// @ts-ignore: decorator
@inline
export function transpose2(from: usize, fromStep: usize, to: usize, toStep: usize): void {
  const a = v128.load(from), b = v128.load(from + fromStep);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  v128.store64_lane(to, ab, 0);
  v128.store64_lane(to + toStep, ab, 1);
  v128.store64_lane(to + 2 * toStep, ab2, 0);
  v128.store64_lane(to + 3 * toStep, ab2, 1);
}

/**
 * The maximum of four in each lane, NaN where one of them is: f32x4.max would take care of NaN and of the
 * zeros' signs at each of three steps, in twice as many instructions.
 */
// @ts-ignore: decorator
@inline
export function maxOfFour(a: v128, b: v128, c: v128, d: v128): v128 {
  const best = f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(c, d));
  const upper = v128.or(f32x4.ne(a, a), f32x4.ne(b, b)), lower = v128.or(f32x4.ne(c, c), f32x4.ne(d, d));
  return v128.or(best, v128.or(upper, lower));
}
