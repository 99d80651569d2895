import { listNonzeros, type NonzeroList } from "../../lib/kernels/reference/mod.ts";
import { assertEquals } from "@std/assert";
import { type Arena, arenas } from "./arena.ts";
import { describe, floats } from "./values.ts";

type Shape = { m: number; k: number; aRow: number; aCol: number };

/** Floats of a list, and of what stands in front of its items. */
const [LIST, HEAD] = [518, 2];

/** What the kernel lists, read out of memory. */
function listed({ kernels, run, input, scratch }: Arena, a: Float32Array, s: Shape): NonzeroList[] {
  const count = s.m * Math.ceil(s.k / 256);
  let start = 0;
  const values = run(count * LIST, (lists) => {
    start = lists;
    kernels.listNonzeros(input(a), s.aRow, s.aCol, s.m, s.k, lists, scratch(64));
  });
  const words = new Int32Array(values.buffer);
  return Array.from({ length: count }, (_, list) => {
    const from = list * LIST + HEAD;
    const items = ((words[list * LIST + 1]! - start) / 4 - from) / 2;
    const numbers = Array.from({ length: items }, (_, i) => from + 2 * i);
    assertEquals([words[from + 2 * items], words[from + 2 * items + 1]], [0, 0], "the item after");
    return {
      places: numbers.map((at) => words[at]!),
      values: numbers.map((at) => values[at + 1]!),
    };
  });
}

for (const arena of arenas(0)) {
  Deno.test(`listNonzeros(), ${arena.build}, lists what is not 0 of every row`, () => {
    for (const m of [1, 3, 4, 5, 9]) {
      for (const k of [1, 3, 4, 5, 255, 256, 257, 515]) {
        for (const [aRow, aCol] of [[k, 1], [1, m], [k + 3, 1], [3, 3 * m + 1]] as const) {
          for (const share of [0, 0.2, 0.6, 1]) {
            const shape = { m, k, aRow, aCol };
            const length = (m - 1) * aRow + (k - 1) * aCol + 1;
            const wanted = floats(length, 2); // between -1 and 1
            const a = floats(length, 1).map((x, i) => (wanted[i]! + 1) / 2 < share ? x : 0);
            const what = `${describe(shape)}, ${share} of it`;
            assertEquals(listed(arena, a, shape), listNonzeros(a, shape), what);
          }
        }
      }
    }
  });

  Deno.test(`listNonzeros(), ${arena.build}, takes -0, NaN and infinities in`, () => {
    const a = Float32Array.of(-0, NaN, 0, -Infinity, Infinity, -0, 1e-45);
    for (const [aRow, aCol] of [[7, 1], [1, 1], [1, 2]] as const) {
      const shape = { m: 1, k: aCol === 2 ? 4 : 7, aRow, aCol };
      assertEquals(listed(arena, a, shape), listNonzeros(a, shape), describe(shape));
    }
    const column = { m: 7, k: 1, aRow: 1, aCol: 7 };
    assertEquals(listed(arena, a, column), listNonzeros(a, column), describe(column));
  });
}
