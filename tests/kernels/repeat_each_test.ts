import { repeatEach } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

for (const arena of arenas()) {
  for (const n of range(0, 5)) {
    Deno.test(`repeatEach(), ${arena.build}, repeats ${n} values as the plain loop does`, () => {
      for (const times of range(1, 6)) {
        const x = floats(n, 1);
        x.set([NaN, -0].slice(0, n));
        const out = arena.run(n * times, (to) => {
          arena.kernels.repeatEach(arena.input(x), to, n, times);
        });
        assertSame(out, repeatEach(x, { times }), `${times} times`);
      }
    });
  }
}
