import { sumEach } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, assertWithin, floats, integers, magnitudes, range } from "./values.ts";

for (const arena of arenas()) {
  for (const n of range(0, 5)) {
    Deno.test(`sumEach(), ${arena.build}, adds ${n} groups as the plain loop does`, () => {
      for (const size of range(1, 6)) {
        for (const x of [integers(n * size, 1), floats(n * size, 2)]) {
          const out = arena.run(n, (to) => {
            arena.kernels.sumEach(arena.input(x), to, n, size);
          });
          const sums = sumEach(magnitudes(x), { size });
          const bound = (i: number) => size * 2 ** -24 * sums[i]!;
          assertWithin(out, sumEach(x, { size }), bound, `groups of ${size}`);
        }
        const whole = integers(n * size, 3).map(Math.abs);
        const out = arena.run(n, (to) => arena.kernels.sumEach(arena.input(whole), to, n, size));
        assertSame(out, sumEach(whole, { size }), `whole numbers, groups of ${size}`);
      }
    });
  }
}
