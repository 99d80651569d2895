import { wilsonInterval } from "descent/metrics";
import { createPrng } from "descent/core";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { normalQuantile } from "../../lib/metrics/normal_quantile.ts";

const counts = fc.integer({ min: 1, max: 100_000 }).chain((n) =>
  fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n))
);

Deno.test("wilsonInterval() matches a value worked by hand", () => {
  // level 0.6826894921370859 is z = 1: (1/2 + 1/8 ± √(1/16 + 1/64)) / (1 + 1/4)
  const [low, high] = wilsonInterval(2, 4, { level: 0.6826894921370859 });
  assertAlmostEquals(low, (0.625 - Math.sqrt(5) / 8) / 1.25, 1e-14);
  assertAlmostEquals(high, (0.625 + Math.sqrt(5) / 8) / 1.25, 1e-14);
});

Deno.test("wilsonInterval() agrees with the formula of its docstring", () => {
  const z = 1.959963984540054;
  fc.assert(fc.property(counts, ([successes, n]) => {
    const p = successes / n;
    const half = z * Math.sqrt(p * (1 - p) / n + z ** 2 / (4 * n ** 2));
    const [low, high] = wilsonInterval(successes, n);
    assertAlmostEquals(low, (p + z ** 2 / (2 * n) - half) / (1 + z ** 2 / n), 1e-14);
    assertAlmostEquals(high, (p + z ** 2 / (2 * n) + half) / (1 + z ** 2 / n), 1e-14);
  }));
});

Deno.test("wilsonInterval() holds the share seen and stays within 0 and 1", () => {
  fc.assert(fc.property(counts, ([successes, n]) => {
    const [low, high] = wilsonInterval(successes, n);
    assert(0 <= low && low <= successes / n && successes / n <= high && high <= 1);
  }));
});

Deno.test("wilsonInterval() of the failures is the mirror image", () => {
  fc.assert(fc.property(counts, ([successes, n]) => {
    const [low, high] = wilsonInterval(successes, n);
    const [lowOfFailures, highOfFailures] = wilsonInterval(n - successes, n);
    assertAlmostEquals(lowOfFailures, 1 - high, 1e-15);
    assertAlmostEquals(highOfFailures, 1 - low, 1e-15);
  }));
});

Deno.test("wilsonInterval() widens with the level and narrows with more trials", () => {
  fc.assert(fc.property(counts, ([successes, n]) => {
    const width = ([low, high]: [number, number]) => high - low;
    const usual = width(wilsonInterval(successes, n));
    assert(width(wilsonInterval(successes, n, { level: 0.99 })) > usual);
    assert(width(wilsonInterval(successes * 4, n * 4)) < usual);
  }));
});

Deno.test("wilsonInterval() ends at exactly 0 and 1 where nothing else was seen", () => {
  for (const n of [1, 7, 500, 10_000]) {
    assertEquals(wilsonInterval(0, n)[0], 0);
    assertEquals(wilsonInterval(n, n)[1], 1);
  }
});

Deno.test("wilsonInterval() keeps its digits for one success among very many", () => {
  // Far from p = 1/n only z matters: n · low → 1 + z²/2 − z √(1 + z²/4).
  const z = 1.959963984540054;
  const limit = 1 + z ** 2 / 2 - z * Math.sqrt(1 + z ** 2 / 4);
  assertAlmostEquals(wilsonInterval(1, 1e15)[0] * 1e15, limit, 1e-12);
});

Deno.test("wilsonInterval() holds the true share about as often as its level says", () => {
  const prng = createPrng(3);
  const [share, n, rounds] = [0.9, 100, 2000];
  let held = 0;
  for (let round = 0; round < rounds; round++) {
    let successes = 0;
    for (let i = 0; i < n; i++) if (prng.next() < share) successes++;
    const [low, high] = wilsonInterval(successes, n);
    if (low <= share && share <= high) held++;
  }
  // Its exact coverage here is 0.936; four standard errors of 2,000 rounds are 0.022.
  assertAlmostEquals(held / rounds, 0.936, 0.022);
});

Deno.test("normalQuantile() matches table values and is odd around a half", () => {
  assertEquals(normalQuantile(0.5), 0);
  assertAlmostEquals(normalQuantile(0.975), 1.959963984540054, 1e-15);
  assertAlmostEquals(normalQuantile(0.9), 1.2815515655446004, 1e-15);
  assertAlmostEquals(normalQuantile(1e-10), -6.361340902404056, 1e-14);
  assertAlmostEquals(normalQuantile(1e-300), -37.0471, 1e-4);
  assertEquals([normalQuantile(0), normalQuantile(1)], [-Infinity, Infinity]);
  for (const p of [0.01, 0.075, 0.3]) {
    assertAlmostEquals(normalQuantile(p), -normalQuantile(1 - p), 1e-14);
  }
});

const ERRORS: [string, () => unknown, string][] = [
  ["no trials", () => wilsonInterval(0, 0), "n must be a whole number of at least 1, got 0"],
  [
    "more successes than trials",
    () => wilsonInterval(11, 10),
    "successes must be a whole number from 0 to 10, got 11",
  ],
  [
    "a share in place of a count",
    () => wilsonInterval(0.98, 10),
    "successes must be a whole number from 0 to 10, got 0.98",
  ],
  [
    "a level in per cent",
    () => wilsonInterval(1, 10, { level: 95 }),
    "level must be between 0 and 1, got 95",
  ],
];

for (const [what, call, needed] of ERRORS) {
  Deno.test(`wilsonInterval() refuses ${what}`, () => {
    const { message } = assertThrows(call, RangeError);
    assertEquals(message, `Cannot compute wilsonInterval: ${needed}`);
  });
}
