import { createPrng, permutation } from "descent/core";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

Deno.test("permutation() of seed 1 is this one, on every machine", () => {
  assertEquals([...permutation(10, createPrng(1))], [8, 6, 9, 7, 1, 2, 0, 5, 4, 3]);
});

Deno.test("permutation() holds each number from 0 to n - 1 once", () => {
  fc.assert(fc.property(fc.nat(300), seeds, (n, seed) => {
    const sorted = permutation(n, createPrng(seed)).toSorted();
    assertEquals(sorted, Uint32Array.from({ length: n }, (_, i) => i));
  }));
});

Deno.test("permutation() is the same for the same seed, and another for the next draw", () => {
  const prng = createPrng(4);
  const first = permutation(50, prng);
  assertEquals(permutation(50, createPrng(4)), first);
  assert(permutation(50, prng).some((value, i) => value !== first[i]));
});

Deno.test("permutation() gives every order of four things equally often", () => {
  const prng = createPrng(2);
  const rounds = 24_000;
  const seen = new Map<string, number>();
  for (let i = 0; i < rounds; i++) {
    const order = permutation(4, prng).join("");
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  assertEquals(seen.size, 24);
  // Chi-squared with 23 degrees of freedom is above 49.7 once in a thousand seeds.
  const expected = rounds / 24;
  const chiSquared = [...seen.values()].reduce((sum, k) => sum + (k - expected) ** 2 / expected, 0);
  assert(chiSquared < 49.7, `chi-squared ${chiSquared}`);
});
