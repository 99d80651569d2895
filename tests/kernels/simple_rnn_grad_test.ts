import { simpleRnn, simpleRnnGrad } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import {
  asOfAll,
  derivatives,
  recurrentShapes,
  smallShapes,
  stateWeights,
  whole,
} from "./cells.ts";
import { assertSame, assertWithin, describe, floats } from "./values.ts";

/** Floats of scratch, as the contract has it. */
const room = (units: number) => (units + 4) * whole(units) + 4 * units;
const bound = () => 2 ** -18;

Deno.test("the plain simpleRnnGrad() is what finite differences of the layer give", () => {
  for (const shape of smallShapes()) {
    const { rows, steps, units } = shape;
    const n = rows * steps * units;
    const [x, dy] = [floats(1 * n, 5), floats(n, 6)];
    const r = stateWeights(units, 1, 7);
    const left = simpleRnn({ x, r }, shape);
    const ofX = derivatives((x) => simpleRnn({ x, r }, shape), x, dy);
    assertWithin(simpleRnnGrad({ h: left, r, dy }, shape), ofX, () => 1e-7, describe(shape));
  }
});

for (const arena of arenas()) {
  Deno.test(`simpleRnnGrad(), ${arena.build}, agrees with the plain loop, at once and in parts`, () => {
    for (const shape of recurrentShapes()) {
      const { rows, steps, units, activation } = shape;
      const n = rows * steps * units;
      const r = stateWeights(units, 1, 2);
      const left = simpleRnn({ x: floats(1 * n, 1), r }, shape);
      for (const every of [1, 0]) {
        const dy = floats(every ? n : rows * units, 4);
        const run = (...cuts: number[]) => {
          let changed: number[] = [];
          arena.run(0, () => {
            changed = [arena.inOut(left)];
            const [rAt, dyAt] = [arena.input(r), arena.input(dy)];
            const scratch = arena.scratch(room(units));
            cuts.slice(1).forEach((to, i) => {
              const sizes = [every, cuts[i]!, to, steps, units, activation] as const;
              arena.kernels.simpleRnnGrad(changed[0]!, rAt, dyAt, ...sizes, scratch);
            });
          });
          return changed.map((at) => arena.floats(at, 1 * n));
        };
        const what = `${describe(shape)}, every ${every}`;
        const given = { h: left, r, dy: every ? dy : asOfAll(dy, shape) };
        const actual = run(0, rows);
        assertWithin(actual[0]!, simpleRnnGrad(given, shape), bound, what);
        const cuts = [0, Math.min(1, rows), Math.max(1, rows - 2), rows].filter((cut) =>
          cut <= rows
        );
        run(...cuts).forEach((values, i) => assertSame(values, actual[i]!, `in parts, ${what}`));
      }
    }
  });
}
