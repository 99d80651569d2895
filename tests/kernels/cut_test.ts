import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cut, cutInTurns } from "descent/kernels";

Deno.test("cut() gives even parts that begin at multiples of the step", () => {
  const large = 1e9;
  assertEquals(cut(2, 10, large), [{ from: 0, to: 5 }, { from: 5, to: 10 }]);
  assertEquals(cut(3, 10, large, 4), [
    { from: 0, to: 4 },
    { from: 4, to: 8 },
    { from: 8, to: 10 },
  ]);
  assertEquals(cut(4, 3, large).length, 3);
  assertEquals(cut(1, 10, large), [{ from: 0, to: 10 }]);
});

Deno.test("cut() leaves work of some microseconds in one piece", () => {
  assertEquals(cut(8, 100, 2 ** 18 - 1), [{ from: 0, to: 100 }]);
  assertEquals(cut(8, 100, 2 ** 18).length, 2);
});

Deno.test("cut() covers every count once, in order, with no part empty", () => {
  const sizes = [fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 500 })] as const;
  const rest = [fc.integer({ min: 0, max: 2 ** 26 }), fc.integer({ min: 1, max: 20 })] as const;
  fc.assert(fc.property(...sizes, ...rest, (threads, count, work, step) => {
    const ranges = cut(threads, count, work, step);
    assert(ranges.length <= threads);
    assertEquals(ranges[0]!.from, 0);
    assertEquals(ranges.at(-1)!.to, count);
    ranges.forEach(({ from, to }, i) => {
      assert(from < to);
      assertEquals(from % step, 0);
      if (i > 0) assertEquals(from, ranges[i - 1]!.to);
    });
    const lengths = ranges.slice(0, -1).map(({ from, to }) => to - from);
    assert(Math.max(...lengths, 0) - Math.min(...lengths, count) <= step);
  }));
});

Deno.test("cutInTurns() cuts a last quarter off each of cut()'s ranges, and puts those first", () => {
  assertEquals(cutInTurns(2, 100, 1e9), [
    { from: 38, to: 50 },
    { from: 88, to: 100 },
    { from: 0, to: 38 },
    { from: 50, to: 88 },
  ]);
  assertEquals(cutInTurns(2, 64, 1e9, 32), [{ from: 0, to: 32 }, { from: 32, to: 64 }]);
  assertEquals(cutInTurns(2, 100, 2 ** 24 - 1), cut(2, 100, 2 ** 24));
});

Deno.test("cutInTurns() covers every count once, with no part empty", () => {
  const sizes = [fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 500 })] as const;
  const rest = [fc.integer({ min: 0, max: 2 ** 26 }), fc.integer({ min: 1, max: 20 })] as const;
  fc.assert(fc.property(...sizes, ...rest, (threads, count, work, step) => {
    const ranges = cutInTurns(threads, count, 64 * work, step);
    assert(ranges.length <= 2 * threads);
    let end = 0;
    for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
      assertEquals(from, end);
      assert(from < to);
      assertEquals(from % step, 0);
      end = to;
    }
    assertEquals(end, count);
  }));
});
