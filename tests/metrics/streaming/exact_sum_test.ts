import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  addExactly,
  addProduct,
  addSquare,
  type ExactSum,
  nearest,
} from "../../../lib/metrics/streaming/exact_sum.ts";

const parts = fc.array(fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), { maxLength: 30 });
const powers = fc.integer({ min: -60, max: 60 });

/** Numbers m · 2^e, and their sum by whole numbers without any rounding. */
function exactly(pairs: [number, number][]): { sum: ExactSum; scaled: bigint } {
  const sum: ExactSum = [];
  let scaled = 0n;
  for (const [m, e] of pairs) {
    addExactly(sum, m * 2 ** e);
    scaled += BigInt(m) << BigInt(e + 60);
  }
  return { sum, scaled };
}

Deno.test("nearest() of an exact sum is the true sum, rounded once", () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), powers), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(pairs, (pairs) => {
      const { sum, scaled } = exactly(pairs);
      // Number() of a whole number rounds it to the nearest, ties to even, and 2⁻⁶⁰ is exact.
      assertEquals(nearest(sum) + 0, Number(scaled) / 2 ** 60 + 0);
    }),
    { numRuns: 500 },
  );
});

Deno.test("nearest() decides a half by what lies below it", () => {
  assertEquals(nearest(exactly([[1, 0], [1, -53], [1, -60]]).sum), 1 + 2 ** -52);
  assertEquals(nearest(exactly([[1, 0], [1, -53], [-1, -60]]).sum), 1);
  assertEquals(nearest(exactly([[1, 0], [1, -53]]).sum), 1);
  assertEquals(nearest([]), 0);
});

Deno.test("addProduct() and addSquare() lose nothing of a product", () => {
  fc.assert(fc.property(parts, (values) => {
    const sum: ExactSum = [];
    let exact = 0n;
    for (const m of values) {
      const value = m * (2 ** 21 + 1); // 52 bits, so that its square has 104
      addProduct(sum, value, value + 2);
      addSquare(sum, 3, value);
      exact += BigInt(value) * BigInt(value + 2) + 3n * BigInt(value) * BigInt(value);
    }
    assertEquals(nearest(sum) + 0, Number(exact) + 0);
  }));
});
