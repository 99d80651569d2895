import { lstmStep, lstmStepGrad } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { cellShapes, derivatives } from "./cells.ts";
import { assertWithin, describe, floats } from "./values.ts";

Deno.test("the plain lstmStepGrad() is what finite differences of the step give", () => {
  for (const shape of cellShapes().filter(({ rows, units }) => rows * units < 20)) {
    const n = shape.rows * shape.units;
    const [z, r, c, dh, dc] = [4 * n, 4 * n, n, n, n].map((size, seed) => floats(size, seed + 7));
    const step = (moved: Partial<{ z: Float64Array; c: Float64Array }>) =>
      lstmStep({ z: z!, r: r!, c: c!, ...moved }, shape);
    const both = ({ h, c }: { h: Float64Array; c: Float64Array }) => [...h, ...c];
    const weights = [...dh!, ...dc!];
    const { gates, c: cOut } = step({});
    const actual = lstmStepGrad({ gates, cOut, c: c!, dh: dh!, dc: dc! }, shape);
    const ofZ = derivatives((moved) => both(step({ z: moved })), z!, weights);
    const ofC = derivatives((moved) => both(step({ c: moved })), c!, weights);
    assertWithin(actual.dz, ofZ, () => 1e-8, `z, ${describe(shape)}`);
    assertWithin(actual.dc, ofC, () => 1e-8, `c, ${describe(shape)}`);
  }
});

for (const arena of arenas()) {
  Deno.test(`lstmStepGrad(), ${arena.build}, agrees with the plain loop`, () => {
    for (const shape of cellShapes()) {
      const { rows, units, activation, gate } = shape;
      const n = rows * units;
      const [z, r, c, dh, dc, dy] = [4 * n, 4 * n, n, n, n, n].map((size, i) => floats(size, i));
      const step = lstmStep({ z: z!, r: r!, c: c! }, shape);
      const [gates, cOut] = [Float32Array.from(step.gates), Float32Array.from(step.c)];
      for (const more of [undefined, dy!]) {
        let [gatesAt, dcAt] = [0, 0];
        arena.run(0, () => {
          [gatesAt, dcAt] = [arena.inOut(gates), arena.inOut(dc!)];
          const [cAt, cOutAt, dhAt] = [arena.input(c!), arena.input(cOut), arena.input(dh!)];
          const dyAt = more ? arena.input(more) : 0;
          const shapes = [rows, units, activation, gate] as const;
          arena.kernels.lstmStepGrad(gatesAt, cAt, cOutAt, dyAt, dhAt, dcAt, ...shapes);
        });
        const given = { gates, cOut, c: c!, dh: dh!, dc: dc!, ...more && { dy: more } };
        const expected = lstmStepGrad(given, shape);
        const what = describe(shape);
        assertWithin(arena.floats(gatesAt, 4 * n), expected.dz, () => 2 ** -20, `z, ${what}`);
        assertWithin(arena.floats(dcAt, n), expected.dc, () => 2 ** -20, `c, ${what}`);
      }
    }
  });
}
