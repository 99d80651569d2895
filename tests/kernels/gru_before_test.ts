import { gruBefore } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import {
  assertSameAfterPrefix,
  assertSameInEveryForm,
  lastOf,
  recurrentShapes,
  shifted,
  stateWeights,
  whole,
} from "./cells.ts";
import { assertWithin, describe, floats } from "./values.ts";

/** Floats of scratch, as the contract has it. */
const room = (units: number) => (units + 4) * (whole(units) + whole(2 * units)) + 16 * units;
const bound = () => 2 ** -18;

for (const arena of arenas()) {
  Deno.test(`gruBefore(), ${arena.build}, agrees with the plain loop`, () => {
    for (const shape of recurrentShapes()) {
      const { rows, steps, units, activation, gate } = shape;
      const n = rows * steps * units;
      const given = { x: floats(3 * n, 1), r: stateWeights(units, 3, 2) };
      const expected = gruBefore(given, shape);
      for (const every of [1, 0]) {
        let kept: number[] = [];
        const y = arena.run(every ? n : rows * units, (out) => {
          kept = [3 * n, n, n].map(arena.scratch);
          const [xAt, rAt] = [arena.input(given.x), arena.input(given.r)];
          const [gatesAt, resetsAt, beforeAt] = kept as [number, number, number];
          const sizes = [every, 0, rows, steps, units, activation, gate] as const;
          const scratch = arena.scratch(room(units));
          arena.kernels.gruBefore(
            ...[xAt, 0, 0, 0, rAt, gatesAt, resetsAt, beforeAt, out, ...sizes, scratch] as const,
          );
        });
        const what = `${describe(shape)}, every ${every}`;
        const h = expected.h;
        assertWithin(y, every ? h : lastOf(h, shape), bound, `y, ${what}`);
        assertWithin(arena.floats(kept[0]!, 3 * n), expected.gates, bound, `gates, ${what}`);
        assertWithin(arena.floats(kept[1]!, n), expected.resets, bound, `resets, ${what}`);
        assertWithin(arena.floats(kept.at(-1)!, n), shifted(h, shape), bound, `before, ${what}`);
      }
    }
  });

  Deno.test(`gruBefore(), ${arena.build}, comes out the same in every form, to the bit`, () => {
    for (const units of [3, 16]) {
      const shape = { rows: 8, steps: 3, units, activation: 2, gate: 3 };
      const r = stateWeights(units, 3, 2);
      let [rAt, scratch] = [0, 0];
      assertSameInEveryForm(arena, 3, shape, ({ x, ids, gates, keep, y, from, to }) => {
        if (from === 0) {
          [rAt, scratch] = [arena.input(r), arena.scratch(room(units))];
        }
        const sizes = [1, from, to, 3, units, 2, 3] as const;
        const n = 8 * 3 * units;
        arena.kernels.gruBefore(
          ...[x, ids, 0, 0, rAt, gates, keep(n), keep(n), y, ...sizes, scratch] as const,
        );
      });
    }
  });

  Deno.test(`gruBefore(), ${arena.build}, leaves out steps that are known, to the bit`, () => {
    for (const units of [3, 16]) {
      const r = stateWeights(units, 3, 2);
      assertSameAfterPrefix(arena, 3, units, ({ every, from, to, keep, y, gates, ...at }) => {
        const places = [at.x, at.ids, at.known, at.prefix, arena.input(r), gates] as const;
        const kept = [keep(6 * units), keep(6 * units)] as const;
        const sizes = [every, from, to, 6, units, 2, 3] as const;
        arena.kernels.gruBefore(...places, ...kept, y, ...sizes, arena.scratch(room(units)));
        return [];
      });
    }
  });
}
