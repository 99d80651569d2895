import { gather } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

for (const arena of arenas()) {
  const { kernels, build } = arena;

  for (const length of range(0, 9)) {
    Deno.test(`gather(), ${build}, copies rows of ${length} floats as the plain loop does`, () => {
      const x = floats(6 * length, 1);
      if (length > 0) x.set([NaN, -0].slice(0, length), 2 * length);
      for (const index of [[], [5], [0, 5], [2, 2, 2], [5, 4, 3, 2, 1, 0, 0]]) {
        const out = arena.run(index.length * length, (to) => {
          const from = arena.input(x);
          kernels.gather(from, arena.indices(index), to, index.length, 4 * length);
        });
        assertSame(out, gather(x, index, { length }), `rows ${index}`);
      }
    });
  }
}
