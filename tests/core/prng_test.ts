import { createPrng } from "descent/core";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draws = (seed: number, n: number) => {
  const prng = createPrng(seed);
  return Array.from({ length: n }, () => prng.next());
};
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How far counts are from all being equal; its mean is the number of counts less one. */
const chiSquared = (counts: number[]) => {
  const expected = mean(counts);
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
};

// Splitmix32 and sfc32 once more, in whole numbers of any size: a second opinion on the shifts and
// overflows of the 32-bit arithmetic.
const MASK = 0xffffffffn;
function* reference(seed: bigint): Generator<number> {
  let state = seed;
  const mix = () => {
    state = (state + 0x9e3779b9n) & MASK;
    let z = state;
    z = ((z ^ (z >> 16n)) * 0x21f0aaadn) & MASK;
    z = ((z ^ (z >> 15n)) * 0x735a2d97n) & MASK;
    return z ^ (z >> 15n);
  };
  let [a, b, c] = [mix(), mix(), mix()];
  for (let counter = 1n; true; counter++) {
    const sum = (a + b + counter) & MASK;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & MASK;
    c = (((c << 21n) | (c >> 11n)) + sum) & MASK;
    if (counter > 12n) yield Number(sum) / 2 ** 32;
  }
}

Deno.test("createPrng() draws these numbers from these seeds, on every machine", () => {
  const bits = (seed: number) => draws(seed, 4).map((value) => value * 2 ** 32);
  assertEquals(bits(0), [2899526011, 769844623, 220372281, 4270301181]);
  assertEquals(bits(7), [1953209201, 274027627, 1787915724, 1567175990]);
  assertEquals(bits(2 ** 32 - 1), [2300869303, 3917632794, 3726809994, 1136427174]);
  const prng = createPrng(7);
  assertEquals([prng.nextInteger(10), prng.nextInteger(6)], [1, 1]); // remainders of the above
  const radius = Math.sqrt(-2 * Math.log(1 - 1787915724 / 2 ** 32));
  const angle = 2 * Math.PI * 1567175990 / 2 ** 32;
  assertAlmostEquals(prng.nextNormal(), radius * Math.cos(angle), 1e-14);
});

Deno.test("createPrng() agrees with the same rule in big integers", () => {
  fc.assert(fc.property(seeds, (seed) => {
    const expected = reference(BigInt(seed)).take(50).toArray();
    assertEquals(draws(seed, 50), expected);
  }));
});

Deno.test("createPrng() keeps its own state", () => {
  const [a, b] = [createPrng(1), createPrng(1)];
  const expected = draws(1, 20);
  assertEquals(expected.map((_, i) => i % 3 === 0 ? (b.next(), a.next()) : a.next()), expected);
});

Deno.test("next() lies in [0, 1) and fills 256 bins evenly", () => {
  const counts = new Array<number>(256).fill(0);
  for (const value of draws(11, 256_000)) {
    assert(0 <= value && value < 1);
    counts[Math.floor(value * 256)]!++;
  }
  assert(chiSquared(counts) < 331); // 255 degrees of freedom: once in a thousand seeds above
});

Deno.test("next() sets each of its 32 bits half of the time", () => {
  const n = 100_000;
  const ones = new Array<number>(32).fill(0);
  for (const value of draws(12, n)) {
    const bits = value * 2 ** 32;
    ones.forEach((_, bit) => ones[bit]! += Math.floor(bits / 2 ** bit) % 2);
  }
  for (const count of ones) assertAlmostEquals(count / n, 0.5, 4.5 * 0.5 / Math.sqrt(n));
});

Deno.test("next() does not depend on the draws before, from 1 to 5 back", () => {
  const values = draws(13, 100_000).map((value) => value - 0.5);
  for (let lag = 1; lag <= 5; lag++) {
    const products = values.slice(lag).map((value, i) => value * values[i]!);
    assertAlmostEquals(mean(products) * 12, 0, 4.5 / Math.sqrt(products.length));
  }
});

Deno.test("next() fills the squares of neighbouring draws evenly", () => {
  const counts = new Array<number>(32 * 32).fill(0);
  const values = draws(14, 200_000);
  for (let i = 0; i < values.length; i += 2) {
    counts[Math.floor(values[i]! * 32) * 32 + Math.floor(values[i + 1]! * 32)]!++;
  }
  assert(chiSquared(counts) < 1168); // 1,023 degrees of freedom: once in a thousand seeds above
});

Deno.test("seeds that lie side by side give unrelated numbers", () => {
  // The first draw of the seeds 0, 1, 2, …, as if it were one stream.
  const firsts = Array.from({ length: 50_000 }, (_, seed) => createPrng(seed).next());
  const counts = new Array<number>(64).fill(0);
  for (const value of firsts) counts[Math.floor(value * 64)]!++;
  assert(chiSquared(counts) < 104); // 63 degrees of freedom: once in a thousand above
  const products = firsts.slice(1).map((value, i) => (value - 0.5) * (firsts[i]! - 0.5));
  assertAlmostEquals(mean(products) * 12, 0, 4.5 / Math.sqrt(products.length));
});

Deno.test("nextInteger() gives each number from 0 to n - 1 equally often", () => {
  const prng = createPrng(15);
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 100_000; i++) counts[prng.nextInteger(10)]!++;
  assert(chiSquared(counts) < 27.9); // 9 degrees of freedom: once in a thousand above
});

Deno.test("nextInteger() does not favour small numbers where n is no divisor of 2 ** 32", () => {
  // With a plain remainder, a number below 3 * 2 ** 30 would fall below 2 ** 30 half of the time.
  const prng = createPrng(16);
  const n = 3 * 2 ** 30;
  const low = Array.from({ length: 30_000 }, () => Number(prng.nextInteger(n) < 2 ** 30));
  assertAlmostEquals(mean(low), 1 / 3, 4.5 * Math.sqrt(2 / 9 / low.length));
});

Deno.test("nextInteger() of 1 is 0, and 2 ** 32 is the largest n", () => {
  assertEquals(createPrng(1).nextInteger(1), 0);
  assertEquals(createPrng(7).nextInteger(2 ** 32), createPrng(7).next() * 2 ** 32);
});

Deno.test("nextNormal() has the moments and the tails of the normal distribution", () => {
  const prng = createPrng(17);
  const values = Array.from({ length: 200_000 }, () => prng.nextNormal());
  const moment = (power: number) => mean(values.map((value) => value ** power));
  const within = (spread: number) => 4.5 * Math.sqrt(spread / values.length);
  // The spreads are the variances of z, z², z³ and z⁴: 1, 2, 15, 96.
  assertAlmostEquals(moment(1), 0, within(1));
  assertAlmostEquals(moment(2), 1, within(2));
  assertAlmostEquals(moment(3), 0, within(15));
  assertAlmostEquals(moment(4), 3, within(96));
  const beyond = mean(values.map((value) => Number(Math.abs(value) > 1.959963984540054)));
  assertAlmostEquals(beyond, 0.05, within(0.05 * 0.95));
  assert(values.every(Number.isFinite));
});

const ERRORS: [string, () => unknown, string][] = [
  [
    "createPrng() refuses a negative seed",
    () => createPrng(-1),
    "create a random number generator: seed must be a whole number from 0 to 4294967295, got -1",
  ],
  [
    "createPrng() refuses a seed of 33 bits",
    () => createPrng(2 ** 32),
    "create a random number generator: seed must be a whole number from 0 to 4294967295, " +
    "got 4294967296",
  ],
  [
    "nextInteger() refuses 0",
    () => createPrng(0).nextInteger(0),
    "draw a random integer: n must be a whole number from 1 to 4294967296, got 0",
  ],
];

for (const [claim, call, text] of ERRORS) {
  Deno.test(claim, () => assertEquals(assertThrows(call, RangeError).message, `Cannot ${text}`));
}
