import { lstmStep } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { cellShapes } from "./cells.ts";
import { assertSame, assertWithin, describe, floats } from "./values.ts";

for (const arena of arenas()) {
  Deno.test(`lstmStep(), ${arena.build}, agrees with the plain loop`, () => {
    for (const shape of cellShapes()) {
      const { rows, units, activation, gate } = shape;
      const [z, r] = [floats(rows * 4 * units, 1), floats(rows * 4 * units, 2)];
      const c = floats(rows * units, 3);
      let [zAt, cAt] = [0, 0];
      const h = arena.run(rows * units, (out) => {
        [zAt, cAt] = [arena.inOut(z), arena.scratch(rows * units)];
        const [rAt, before] = [arena.input(r), arena.input(c)];
        arena.kernels.lstmStep(zAt, rAt, before, cAt, out, rows, units, activation, gate);
      });
      const expected = lstmStep({ z, r, c }, shape);
      const bound = () => 12 * 2 ** -24;
      assertWithin(arena.floats(zAt, z.length), expected.gates, bound, `gates, ${describe(shape)}`);
      assertWithin(arena.floats(cAt, c.length), expected.c, bound, `c, ${describe(shape)}`);
      assertWithin(h, expected.h, bound, `h, ${describe(shape)}`);
    }
  });

  Deno.test(`lstmStep(), ${arena.build}, may write new cells over old ones`, () => {
    const shape = { rows: 2, units: 5, activation: 2, gate: 3 };
    const [z, r, c] = [floats(40, 1), floats(40, 2), floats(10, 3)];
    const cellsOf = (inPlace: boolean) => {
      let cAt = 0;
      arena.run(10, (out) => {
        const [zAt, before] = [arena.inOut(z), arena.inOut(c)];
        cAt = inPlace ? before : arena.scratch(10);
        arena.kernels.lstmStep(zAt, arena.input(r), before, cAt, out, 2, 5, 2, 3);
      });
      return arena.floats(cAt, 10);
    };
    assertSame(cellsOf(true), cellsOf(false), describe(shape));
  });
}
