import { gruStep, gruStepGrad } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { cellShapes, derivatives } from "./cells.ts";
import { assertWithin, describe, floats } from "./values.ts";

Deno.test("the plain gruStepGrad() is what finite differences of the step give", () => {
  for (const shape of cellShapes().filter(({ rows, units }) => rows * units < 20)) {
    const n = shape.rows * shape.units;
    const [x, product, h, dh] = [3 * n, 3 * n, n, n].map((size, seed) => floats(size, seed + 7));
    const inputs = { x: x!, product: product!, h: h! };
    const { gates } = gruStep(inputs, shape);
    const more = new Float64Array(n);
    const actual = gruStepGrad({ gates, product: product!, h: h!, dh: dh!, more }, shape);
    const expected = (name: keyof typeof inputs) =>
      derivatives((moved) => gruStep({ ...inputs, [name]: moved }, shape).h, inputs[name], dh!);
    assertWithin(actual.dx, expected("x"), () => 1e-8, `x, ${describe(shape)}`);
    assertWithin(actual.dProduct, expected("product"), () => 1e-8, `product, ${describe(shape)}`);
    assertWithin(actual.dh, expected("h"), () => 1e-8, `h, ${describe(shape)}`);
  }
});

for (const arena of arenas()) {
  Deno.test(`gruStepGrad(), ${arena.build}, agrees with the plain loop`, () => {
    for (const shape of cellShapes()) {
      const { rows, units, activation, gate } = shape;
      const n = rows * units;
      const [x, product, h, dh, more, dy] = [3 * n, 3 * n, n, n, n, n].map(floats) as [
        Float32Array,
        Float32Array,
        Float32Array,
        Float32Array,
        Float32Array,
        Float32Array,
      ];
      const gates = Float32Array.from(gruStep({ x, product, h }, shape).gates);
      for (const above of [undefined, dy]) {
        let [gatesAt, productAt, dhAt] = [0, 0, 0];
        arena.run(0, () => {
          [gatesAt, productAt, dhAt] = [arena.inOut(gates), arena.inOut(product), arena.inOut(dh)];
          const [hAt, moreAt] = [arena.input(h), arena.input(more)];
          const dyAt = above ? arena.input(above) : 0;
          const shapes = [rows, units, activation, gate] as const;
          arena.kernels.gruStepGrad(gatesAt, productAt, hAt, dyAt, dhAt, moreAt, ...shapes);
        });
        const given = { gates, product, h, dh, more, ...above && { dy: above } };
        const expected = gruStepGrad(given, shape);
        const bound = () => 2 ** -20;
        const what = describe(shape);
        assertWithin(arena.floats(gatesAt, 3 * n), expected.dx, bound, `x, ${what}`);
        assertWithin(arena.floats(productAt, 3 * n), expected.dProduct, bound, `product, ${what}`);
        assertWithin(arena.floats(dhAt, n), expected.dh, bound, `h, ${what}`);
      }
    }
  });
}
