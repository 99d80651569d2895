import { assert, assertEquals } from "@std/assert";
import { createPrng } from "descent/core";

/** n float32 values, uniform on [−1, 1). */
export function floats(n: number, seed: number): Float32Array {
  const prng = createPrng(seed);
  return Float32Array.from({ length: n }, () => 2 * prng.next() - 1);
}

/** n whole numbers from −4 to 4: their sums and products are exact in float32, in any order. */
export function integers(n: number, seed: number): Float32Array {
  const prng = createPrng(seed);
  return Float32Array.from({ length: n }, () => prng.nextInteger(9) - 4);
}

/** The numbers from `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Elements of a tensor of this shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The sizes of the values, without their signs. */
export function magnitudes(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values, Math.abs);
}

/**
 * Fails unless each value is as far from the expected one as its bound says, or nearer. NaN equals
 * NaN; infinities must be the same.
 */
export function assertWithin(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  bound: (i: number) => number,
  what: string,
): void {
  assertEquals(actual.length, expected.length, what);
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i]!, expected[i]!];
    if (Object.is(a, e) || Math.abs(a - e) <= bound(i)) continue;
    assert(false, `${what}: value ${i} must be ${e} ± ${bound(i)}, got ${a}`);
  }
}

/** Fails unless all values are the same number, −0 not being 0 and NaN being NaN. */
export function assertSame(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  what: string,
): void {
  assertEquals(actual.length, expected.length, what);
  for (let i = 0; i < expected.length; i++) {
    if (Object.is(actual[i], expected[i])) continue;
    assert(false, `${what}: value ${i} must be ${show(expected[i])}, got ${show(actual[i])}`);
  }
}

function show(value: number | undefined): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** What a message needs to say about a case: its sizes as text. */
export function describe(sizes: object): string {
  return JSON.stringify(sizes).replaceAll('"', "");
}
