import { assert, assertEquals } from "@std/assert";
import { simpleRnn } from "../../lib/kernels/reference/mod.ts";
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
const room = (units: number) => (units + 4) * whole(units) + 8 * units;
const bound = () => 2 ** -18;

for (const arena of arenas()) {
  Deno.test(`simpleRnn(), ${arena.build}, agrees with the plain loop`, () => {
    for (const shape of recurrentShapes()) {
      const { rows, steps, units, activation } = shape;
      const n = rows * steps * units;
      const given = { x: floats(1 * n, 1), r: stateWeights(units, 1, 2) };
      const expected = simpleRnn(given, shape);
      for (const every of [1, 0]) {
        let kept: number[] = [];
        const y = arena.run(every ? n : rows * units, (out) => {
          kept = [n, n].map(arena.scratch);
          const [xAt, rAt] = [arena.input(given.x), arena.input(given.r)];
          const [statesAt, beforeAt] = kept as [number, number];
          const sizes = [every, 0, rows, steps, units, activation] as const;
          const scratch = arena.scratch(room(units));
          arena.kernels.simpleRnn(xAt, 0, 0, 0, rAt, statesAt, beforeAt, out, ...sizes, scratch);
        });
        const what = `${describe(shape)}, every ${every}`;
        const h = expected;
        assertWithin(y, every ? h : lastOf(h, shape), bound, `y, ${what}`);
        assertWithin(arena.floats(kept[0]!, n), expected, bound, `states, ${what}`);
        assertWithin(arena.floats(kept.at(-1)!, n), shifted(h, shape), bound, `before, ${what}`);
      }
    }
  });

  Deno.test(`simpleRnn(), ${arena.build}, comes out the same in every form, to the bit`, () => {
    for (const units of [3, 16]) {
      const shape = { rows: 8, steps: 3, units, activation: 2, gate: 3 };
      const r = stateWeights(units, 1, 2);
      let [rAt, scratch] = [0, 0];
      assertSameInEveryForm(arena, 1, shape, ({ x, ids, gates, keep, y, from, to }) => {
        if (from === 0) {
          [rAt, scratch] = [arena.input(r), arena.scratch(room(units))];
        }
        const sizes = [1, from, to, 3, units, 2] as const;
        const n = 8 * 3 * units;
        arena.kernels.simpleRnn(x, ids, 0, 0, rAt, gates, keep(n), y, ...sizes, scratch);
      });
    }
  });

  Deno.test(`simpleRnn(), ${arena.build}, leaves out steps that are known, to the bit`, () => {
    for (const units of [3, 16]) {
      const r = stateWeights(units, 1, 2);
      assertSameAfterPrefix(arena, 1, units, ({ every, from, to, keep, y, gates, ...at }) => {
        const places = [at.x, at.ids, at.known, at.prefix, arena.input(r), gates] as const;
        const sizes = [every, from, to, 6, units, 2] as const;
        const scratch = arena.scratch(room(units));
        arena.kernels.simpleRnn(...places, keep(6 * units), y, ...sizes, scratch);
        return [];
      });
    }
  });
}

for (const arena of arenas()) {
  Deno.test(`simpleRnn(), ${arena.build}: tanh and sigmoid in cells are off by 4e-7 at most, never beyond 1`, () => {
    const x = Float32Array.from({ length: 20001 }, (_, i) => (i - 10000) / 800);
    x.set([1e-30, -1e-30, 1e30, -1e30, Infinity, -Infinity]);
    for (
      const [kind, of] of [[2, Math.tanh], [3, (v: number) => 1 / (1 + Math.exp(-v))]] as const
    ) {
      const y = arena.run(x.length, (out) => {
        const [xAt, rAt] = [arena.input(x), arena.input([0])];
        const sizes = [0, 0, x.length, 1, 1, kind] as const;
        arena.kernels.simpleRnn(xAt, 0, 0, 0, rAt, 0, 0, out, ...sizes, arena.scratch(room(1)));
      });
      assertWithin(y, Array.from(x, of), () => 4e-7, `kind ${kind}`);
      assert(y.every((value) => Math.abs(value) <= 1), `kind ${kind}`);
    }
  });

  Deno.test(`simpleRnn(), ${arena.build}, keeps NaN`, () => {
    for (const kind of [0, 1, 2, 3, 4]) {
      const y = arena.run(5, (out) => {
        const [xAt, rAt] = [arena.input([NaN, 1, 1, 1, NaN]), arena.input(Array(25).fill(0))];
        const sizes = [0, 0, 1, 1, 5, kind] as const;
        arena.kernels.simpleRnn(xAt, 0, 0, 0, rAt, 0, 0, out, ...sizes, arena.scratch(room(5)));
      });
      assertEquals(Array.from(y, Number.isNaN), [true, false, false, false, true], `kind ${kind}`);
    }
  });
}
