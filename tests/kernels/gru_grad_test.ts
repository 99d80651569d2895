import { gru, gruGrad } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import {
  asOfAll,
  derivatives,
  recurrentShapes,
  shifted,
  smallShapes,
  stateWeights,
  whole,
} from "./cells.ts";
import { assertSame, assertWithin, describe, floats } from "./values.ts";

/** Floats of scratch, as the contract has it. */
const room = (units: number) => (3 * units + 4) * whole(units) + 16 * units;
const bound = () => 2 ** -18;

Deno.test("the plain gruGrad() is what finite differences of the layer give", () => {
  for (const shape of smallShapes()) {
    const { rows, steps, units } = shape;
    const n = rows * steps * units;
    const [x, dy] = [floats(3 * n, 5), floats(n, 6)];
    const r = stateWeights(units, 3, 7);
    const bias = floats(3 * units, 8);
    const left = gru({ x, r, bias }, shape);
    const ofX = derivatives((x) => gru({ x, r, bias }, shape).h, x, dy);
    assertWithin(gruGrad({ ...left, r, dy }, shape).dx, ofX, () => 1e-7, describe(shape));
  }
});

Deno.test("the plain gruGrad() tells what the state's product is asked for", () => {
  for (const shape of smallShapes()) {
    const { rows, steps, units } = shape;
    const [x, dy] = [floats(3 * rows * steps * units, 5), floats(rows * steps * units, 6)];
    const [r, bias] = [stateWeights(units, 3, 7), floats(3 * units, 8)];
    const left = gru({ x, r, bias }, shape);
    const { dProduct } = gruGrad({ ...left, r, dy }, shape);
    const ofBias = derivatives((bias) => gru({ x, r, bias }, shape).h, bias, dy);
    const sums = bias.map((_, j) =>
      dProduct.reduce((sum, value, i) => i % (3 * units) === j ? sum + value : sum, 0)
    );
    assertWithin(sums, ofBias, () => 1e-6, describe(shape));
  }
});

/** The third parts of rows; nothing is known of the other two. */
function inThirds(values: Float64Array, units: number): Float64Array {
  const parts = new Float64Array(3 * values.length).fill(NaN);
  values.forEach((value, i) =>
    parts[3 * units * Math.floor(i / units) + 2 * units + i % units] = value
  );
  return parts;
}

for (const arena of arenas()) {
  Deno.test(`gruGrad(), ${arena.build}, agrees with the plain loop, at once and in parts`, () => {
    for (const shape of recurrentShapes()) {
      const { rows, steps, units, activation, gate } = shape;
      const n = rows * steps * units;
      const r = stateWeights(units, 3, 2);
      const bias = floats(3 * units, 3);
      const left = gru({ x: floats(3 * n, 1), r, bias }, shape);
      for (const every of [1, 0]) {
        const dy = floats(every ? n : rows * units, 4);
        const run = (...cuts: number[]) => {
          let changed: number[] = [];
          arena.run(0, () => {
            changed = [arena.inOut(left.gates), arena.inOut(inThirds(left.products, units))];
            const [beforeAt, rAt, dyAt] = [
              arena.input(shifted(left.h, shape)),
              arena.input(r),
              arena.input(dy),
            ];
            const scratch = arena.scratch(room(units));
            cuts.slice(1).forEach((to, i) => {
              const sizes = [every, cuts[i]!, to, steps, units, activation, gate] as const;
              arena.kernels.gruGrad(
                changed[0]!,
                changed[1]!,
                beforeAt,
                rAt,
                dyAt,
                ...sizes,
                scratch,
              );
            });
          });
          return changed.map((at) => arena.floats(at, 3 * n));
        };
        const what = `${describe(shape)}, every ${every}`;
        const given = { ...left, r, dy: every ? dy : asOfAll(dy, shape) };
        const expected = gruGrad(given, shape);
        const actual = run(0, rows);
        assertWithin(actual[0]!, expected.dx, bound, `x, ${what}`);
        assertWithin(actual[1]!, expected.dProduct, bound, `product, ${what}`);
        const cuts = [0, Math.min(1, rows), Math.max(1, rows - 2), rows].filter((cut) =>
          cut <= rows
        );
        run(...cuts).forEach((values, i) => assertSame(values, actual[i]!, `in parts, ${what}`));
      }
    }
  });
}
