import { gru } from "../../lib/kernels/reference/mod.ts";
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
const room = (units: number) => (units + 4) * whole(3 * units) + 8 * units;
const bound = () => 2 ** -18;

for (const arena of arenas()) {
  Deno.test(`gru(), ${arena.build}, agrees with the plain loop`, () => {
    for (const shape of recurrentShapes()) {
      const { rows, steps, units, activation, gate } = shape;
      const n = rows * steps * units;
      const given = {
        x: floats(3 * n, 1),
        r: stateWeights(units, 3, 2),
        bias: floats(3 * units, 3),
      };
      const expected = gru(given, shape);
      for (const every of [1, 0]) {
        let kept: number[] = [];
        const y = arena.run(every ? n : rows * units, (out) => {
          kept = [3 * n, 3 * n, n].map(arena.scratch);
          const [xAt, rAt, biasAt] = [
            arena.input(given.x),
            arena.input(given.r),
            arena.input(given.bias),
          ];
          const [gatesAt, productsAt, beforeAt] = kept as [number, number, number];
          const sizes = [every, 0, rows, steps, units, activation, gate] as const;
          const scratch = arena.scratch(room(units));
          arena.kernels.gru(
            xAt,
            0,
            0,
            0,
            rAt,
            biasAt,
            gatesAt,
            productsAt,
            beforeAt,
            out,
            ...sizes,
            scratch,
          );
        });
        const what = `${describe(shape)}, every ${every}`;
        const h = expected.h;
        assertWithin(y, every ? h : lastOf(h, shape), bound, `y, ${what}`);
        assertWithin(arena.floats(kept[0]!, 3 * n), expected.gates, bound, `gates, ${what}`);
        const products = arena.floats(kept[1]!, 3 * n);
        const thirds = products.filter((_, i) => Math.floor(i / units) % 3 === 2);
        assertWithin(thirds, expected.products, bound, `products, ${what}`);
        assertWithin(arena.floats(kept.at(-1)!, n), shifted(h, shape), bound, `before, ${what}`);
      }
    }
  });

  Deno.test(`gru(), ${arena.build}, comes out the same in every form, to the bit`, () => {
    for (const units of [3, 16]) {
      const shape = { rows: 8, steps: 3, units, activation: 2, gate: 3 };
      const r = stateWeights(units, 3, 2);
      let [rAt, biasAt, scratch] = [0, 0, 0];
      assertSameInEveryForm(arena, 3, shape, ({ x, ids, gates, keep, y, from, to }) => {
        if (from === 0) {
          [rAt, biasAt, scratch] = [
            arena.input(r),
            arena.input(floats(3 * units, 3)),
            arena.scratch(room(units)),
          ];
        }
        const sizes = [1, from, to, 3, units, 2, 3] as const;
        const n = 8 * 3 * units;
        arena.kernels.gru(
          ...[
            x,
            ids,
            0,
            0,
            rAt,
            biasAt,
            gates,
            keep(3 * n),
            keep(n),
            y,
            ...sizes,
            scratch,
          ] as const,
        );
      });
    }
  });

  Deno.test(`gru(), ${arena.build}, leaves out steps that are known, to the bit`, () => {
    for (const units of [3, 16]) {
      const [r, bias] = [stateWeights(units, 3, 2), floats(3 * units, 3)];
      assertSameAfterPrefix(arena, 3, units, ({ every, from, to, keep, y, gates, ...at }) => {
        const weights = [arena.input(r), arena.input(bias)] as const;
        const places = [at.x, at.ids, at.known, at.prefix, ...weights, gates] as const;
        const kept = [keep(18 * units), keep(6 * units)] as const;
        const sizes = [every, from, to, 6, units, 2, 3] as const;
        arena.kernels.gru(...places, ...kept, y, ...sizes, arena.scratch(room(units)));
        return [];
      });
    }
  });
}
