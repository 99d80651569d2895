import { leakyReluGrad } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

for (const arena of arenas()) {
  Deno.test(`leakyReluGrad(), ${arena.build}, is the plain loop bit for bit, also written over dy`, () => {
    for (const n of range(0, 9)) {
      const [dy, x] = [floats(n, 1), floats(n, 2).map((value, i) => i === 5 ? 0 : value)];
      const expected = leakyReluGrad(dy, x, 0.3);
      const actual = arena.run(n, (dx) => {
        arena.kernels.leakyReluGrad(arena.input(dy), arena.input(x), dx, n, 0.3);
      });
      assertSame(actual, expected, `n = ${n}`);
      let at = 0;
      arena.run(0, () => {
        at = arena.inOut(dy);
        arena.kernels.leakyReluGrad(at, arena.input(x), at, n, 0.3);
      });
      assertSame(arena.floats(at, n), expected, `n = ${n}, in place`);
    }
  });
}
