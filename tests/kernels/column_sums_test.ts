import { columnSums } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertWithin, floats, integers, magnitudes, range } from "./values.ts";

// Rows are summed in blocks of 256; the contract's bound for the error follows from it.
const BLOCK = 256;

function sums({ kernels, run, input }: Arena, x: Float32Array, rows: number, columns: number) {
  return run(columns, (out) => kernels.columnSums(input(x), out, rows, columns, 0, columns));
}

function check(arena: Arena, rows: number, columns: number): void {
  const what = `${rows} rows, ${columns} columns`;
  const whole = integers(rows * columns, 1);
  const exact = columnSums(whole, { rows, columns });
  assertWithin(sums(arena, whole, rows, columns), exact, () => 0, `${what}, whole numbers`);

  const x = floats(rows * columns, 2);
  const scale = columnSums(magnitudes(x), { rows, columns });
  const share = (BLOCK + rows / BLOCK) * 2 ** -23;
  const expected = columnSums(x, { rows, columns });
  assertWithin(sums(arena, x, rows, columns), expected, (j) => share * scale[j]!, what);
}

for (const arena of arenas()) {
  // 16 columns at once, then 4, then 1: 1 to 37 holds every mix of them.
  for (const columns of range(1, 37)) {
    Deno.test(`columnSums(), ${arena.build}, agrees with the plain loop for ${columns} columns`, () => {
      for (const rows of [0, 1, 2, 3, 17]) check(arena, rows, columns);
    });
  }

  for (const rows of [255, 256, 257, 511, 512, 513, 1000]) {
    Deno.test(`columnSums(), ${arena.build}, agrees with the plain loop for ${rows} rows`, () => {
      for (const columns of [1, 4, 16, 21]) check(arena, rows, columns);
    });
  }

  // Added one after the other, 2^16 times 0.1 would be off by 6e-4 of the sum, ten times the bound.
  Deno.test(`columnSums(), ${arena.build}, stays exact over many rows, in lanes and tail`, () => {
    const [rows, columns] = [2 ** 16, 5];
    const x = new Float32Array(rows * columns).fill(0.1);
    const expected = columnSums(x, { rows, columns });
    const bound = (j: number) => (BLOCK + rows / BLOCK) * 2 ** -23 * expected[j]!;
    assertWithin(sums(arena, x, rows, columns), expected, bound, "0.1 in every place");
  });

  Deno.test(`columnSums(), ${arena.build}, keeps NaN and Infinity to their own columns`, () => {
    const columns = 21; // one of sixteen, one of four, one alone
    for (const j of range(0, columns - 1)) {
      const x = new Float32Array(3 * columns).fill(1);
      x[columns + j] = NaN;
      x[2 * columns + (j + 1) % columns] = Infinity;
      const expected = columnSums(x, { rows: 3, columns });
      assertWithin(sums(arena, x, 3, columns), expected, () => 0, `NaN in column ${j}`);
    }
  });
}
