import { columnMoments } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertSame, assertWithin, floats, range } from "./values.ts";

// Rows are taken in blocks of 256; the contract's bounds follow from it.
const BLOCK = 256;

function moments(arena: Arena, x: Float32Array, rows: number, columns: number) {
  let mean: Float32Array = new Float32Array();
  const variance = arena.run(columns, (out) => {
    const at = arena.scratch(columns);
    arena.kernels.columnMoments(arena.input(x), at, out, rows, columns);
    mean = arena.floats(at, columns);
  });
  return { mean, variance };
}

function check(arena: Arena, x: Float32Array, rows: number, columns: number): void {
  const actual = moments(arena, x, rows, columns);
  const expected = columnMoments(x, { rows, columns });
  const e = (BLOCK + rows / BLOCK) * 2 ** -23;
  const off = e * (Math.max(...x) - Math.min(...x)) + 2 ** -23 * Math.max(...x.map(Math.abs));
  const what = `${rows} rows, ${columns} columns`;
  assertWithin(actual.mean, expected.mean, () => off, `${what}, mean`);
  const bound = (j: number) => 2 * e * expected.variance[j]! + off ** 2;
  assertWithin(actual.variance, expected.variance, bound, `${what}, variance`);
}

for (const arena of arenas()) {
  // 4 columns at once, then 1; 4 rows at once, then 1; 256 rows a block.
  for (const columns of range(1, 11)) {
    Deno.test(`columnMoments(), ${arena.build}, agrees with the plain loop for ${columns} columns`, () => {
      for (const rows of [1, 2, 3, 4, 5, 11, 255, 256, 257, 770]) {
        check(arena, floats(rows * columns, 1), rows, columns);
      }
    });
  }

  // The sum of squares less the square of the sum would leave nothing of a variance of 1/3 here.
  Deno.test(`columnMoments(), ${arena.build}, keeps the variance of values far from 0`, () => {
    const [rows, columns] = [1000, 5];
    const x = floats(rows * columns, 2).map((value) => value + 4096);
    check(arena, x, rows, columns);
    const { variance } = moments(arena, x, rows, columns);
    assertWithin(variance, columnMoments(x, { rows, columns }).variance, () => 2e-5, "variance");
  });

  Deno.test(`columnMoments(), ${arena.build}, finds no variance in one row or equal rows`, () => {
    const row = floats(7, 3);
    for (const rows of [1, 9]) {
      const x = Float32Array.from({ length: 7 * rows }, (_, i) => Math.fround(row[i % 7]! * 8));
      const { mean, variance } = moments(arena, x.map(Math.round), rows, 7);
      assertSame(mean, x.subarray(0, 7).map(Math.round), "mean");
      assertSame(variance, new Float32Array(7), "variance");
    }
  });

  Deno.test(`columnMoments(), ${arena.build}, keeps NaN to its own column`, () => {
    for (const j of range(0, 6)) {
      const x = new Float32Array(21).fill(2);
      x[7 + j] = NaN;
      const { mean, variance } = moments(arena, x, 3, 7);
      assertSame(mean, Float32Array.from({ length: 7 }, (_, i) => i === j ? NaN : 2), "mean");
      assertSame(variance, Float32Array.from({ length: 7 }, (_, i) => i === j ? NaN : 0), `${j}`);
    }
  });
}
