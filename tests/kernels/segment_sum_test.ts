import { segmentSum } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, integers, range } from "./values.ts";

const SEGMENTS = 4;
const IDS = [[], [3], [0, 0, 0], [2, 0, 3, 2], [-1, 1, 4, 2 ** 31 - 1, -(2 ** 31), 1]];

for (const arena of arenas()) {
  for (const columns of range(0, 9)) {
    Deno.test(`segmentSum(), ${arena.build}, adds rows of ${columns} floats as the plain loop does`, () => {
      for (const ids of IDS) {
        const x = integers(ids.length * columns, 1); // sums of whole numbers are exact
        const out = arena.run(SEGMENTS * columns, (to) => {
          const from = arena.input(x);
          arena.kernels.segmentSum(from, arena.indices(ids), to, ids.length, columns, SEGMENTS);
        });
        const expected = segmentSum(x, ids, { columns, segments: SEGMENTS });
        assertSame(out.map((value) => value + 0), expected.map((value) => value + 0), `${ids}`);
      }
    });
  }

  Deno.test(`segmentSum(), ${arena.build}, hands NaN to its own segment alone`, () => {
    const out = arena.run(2 * 5, (to) => {
      const from = arena.input([...new Float32Array(5).fill(NaN), 1, 2, 3, 4, 5]);
      arena.kernels.segmentSum(from, arena.indices([1, 0]), to, 2, 5, 2);
    });
    assertSame(out, [1, 2, 3, 4, 5, NaN, NaN, NaN, NaN, NaN], "two rows");
  });
}
