import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { softmax } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertWithin, floats, range } from "./values.ts";

function softmaxOf(arena: Arena, x: Float32Array, columns: number): Float32Array {
  let at = 0;
  arena.run(0, () => {
    at = arena.inOut(x);
    const scratch = arena.scratch(2 * (columns + 1));
    arena.kernels.softmax(at, x.length / columns, columns, scratch);
  });
  return arena.floats(at, x.length);
}

/** A float32's last digit: the results are rounded once, and hardly ever to the other side. */
function oneDigit(expected: Float32Array): (i: number) => number {
  return (i) => expected[i]! * 2 ** -23;
}

for (const arena of arenas()) {
  Deno.test(`softmax(), ${arena.build}, agrees with the plain loop at any size`, () => {
    for (const scale of [1e-3, 1, 10, 200]) {
      for (const rows of [1, 3]) {
        for (const columns of [...range(1, 9), 10, 33]) {
          const x = floats(rows * columns, 1).map((value) => value * scale);
          const expected = softmax(x, columns);
          const what = `${rows} × ${columns}, up to ${scale}`;
          assertWithin(softmaxOf(arena, x, columns), expected, oneDigit(expected), what);
        }
      }
    }
  });

  Deno.test(`softmax(), ${arena.build}, gives the plain loop's bits but once in a thousand`, () => {
    const x = floats(40_000, 1).map((value) => value * 20);
    const [found, expected] = [softmaxOf(arena, x, 10), softmax(x, 10)];
    assert(found.filter((value, i) => value !== expected[i]).length <= 40);
  });

  Deno.test(`softmax(), ${arena.build}, gives rows that sum to 1, and a larger value no smaller share`, () => {
    const numbers = fc.float({ min: -1e4, max: 1e4, noNaN: true });
    fc.assert(fc.property(fc.array(numbers, { minLength: 1, maxLength: 9 }), (values) => {
      const y = softmaxOf(arena, Float32Array.from(values), values.length);
      assertAlmostEquals(y.reduce((sum, p) => sum + p), 1, 1e-6);
      values.forEach((value, i) =>
        values.forEach((other, j) => assert(value <= other || y[i]! >= y[j]!))
      );
    }));
  });

  Deno.test(`softmax(), ${arena.build}, takes no rows, and values that a power would not hold`, () => {
    assertEquals(softmaxOf(arena, new Float32Array(0), 3), new Float32Array(0));
    const [most, least] = [3.4e38, -3.4e38];
    const rows = [[most, most], [most, 0], [least, least], [0, least], [0, -Infinity], [0, -149]];
    for (const row of [...rows, [-100, -210.5], [0, -103], [0, -87.5]]) {
      const x = Float32Array.from(row);
      assertEquals(softmaxOf(arena, x, 2), softmax(x, 2), `${row}`);
    }
  });

  Deno.test(`softmax(), ${arena.build}, makes a row NaN with a NaN or an infinity on top, no other`, () => {
    for (const columns of [1, 2, 3, 5]) {
      for (const odd of [NaN, Infinity]) {
        for (const at of range(0, columns - 1)) {
          const x = floats(3 * columns, 1);
          x[columns + at] = odd;
          const y = softmaxOf(arena, x, columns);
          assertEquals(y.slice(columns, 2 * columns), new Float32Array(columns).fill(NaN));
          assert(y.filter(Number.isFinite).length === 2 * columns);
        }
      }
      const none = new Float32Array(columns).fill(-Infinity);
      assertEquals(softmaxOf(arena, none, columns), none.fill(NaN));
    }
  });
}
