import { sgd } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

for (const arena of arenas()) {
  Deno.test(`sgd(), ${arena.build}, equals the plain loop`, () => {
    for (const n of range(0, 9)) {
      const [w, g] = [floats(n, 1), floats(n, 2)];
      let at = 0;
      arena.run(0, () => {
        at = arena.inOut(w);
        arena.kernels.sgd(at, arena.input(g), n, 0.01);
      });
      assertSame(arena.floats(at, n), sgd(w, { g, rate: 0.01 }), `n = ${n}`);
    }
  });
}
