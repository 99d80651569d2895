import { gruStep } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { cellShapes } from "./cells.ts";
import { assertSame, assertWithin, describe, floats } from "./values.ts";

for (const arena of arenas()) {
  Deno.test(`gruStep(), ${arena.build}, agrees with the plain loop, also over its input`, () => {
    for (const shape of cellShapes()) {
      const { rows, units, activation, gate } = shape;
      const n = rows * units;
      const [x, product, h] = [floats(3 * n, 1), floats(3 * n, 2), floats(n, 3)];
      let [xAt, hAt] = [0, 0];
      const next = arena.run(n, (out) => {
        xAt = arena.inOut(x);
        const [productAt, before] = [arena.input(product), arena.input(h)];
        arena.kernels.gruStep(xAt, productAt, before, out, rows, units, activation, gate);
      });
      const expected = gruStep({ x, product, h }, shape);
      const bound = () => 12 * 2 ** -24;
      assertWithin(arena.floats(xAt, 3 * n), expected.gates, bound, `gates, ${describe(shape)}`);
      assertWithin(next, expected.h, bound, `h, ${describe(shape)}`);
      arena.run(0, () => {
        [xAt, hAt] = [arena.inOut(x), arena.inOut(h)];
        arena.kernels.gruStep(xAt, arena.input(product), hAt, hAt, rows, units, activation, gate);
      });
      assertSame(arena.floats(hAt, n), next, `in place, ${describe(shape)}`);
    }
  });
}
