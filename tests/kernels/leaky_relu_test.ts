import { leakyRelu } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

for (const arena of arenas()) {
  Deno.test(`leakyRelu(), ${arena.build}, is the plain loop bit for bit, at 0, NaN and infinities too`, () => {
    for (const n of range(0, 13)) {
      for (const alpha of [0, 0.3, -1]) {
        const x = floats(n, 1).map((value, i) => [0, -0, NaN, Infinity, -Infinity][i - 5] ?? value);
        const actual = arena.run(n, (out) => {
          arena.kernels.leakyRelu(arena.input(x), out, n, alpha);
        });
        assertSame(actual, leakyRelu(x, alpha), `n = ${n}, alpha = ${alpha}`);
      }
    }
  });
}
