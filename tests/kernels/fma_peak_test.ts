import { fmaPeak } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertWithin, floats, integers, range } from "./values.ts";

type Turns = { n: number; scale: number; shift: number };

function turned(arena: Arena, x: Float32Array, { n, scale, shift }: Turns): Float32Array {
  return arena.run(x.length, (out) => {
    arena.kernels.fmaPeak(arena.input(x), out, n, scale, shift, x.length / 4);
  });
}

for (const arena of arenas()) {
  for (const chains of range(1, 12)) {
    Deno.test(`fmaPeak(), ${arena.build}, agrees with the plain loop for ${chains} chains`, () => {
      for (const n of [0, 1, 2, 3, 17]) {
        // Whole numbers, turned over and moved: exact.
        const whole = integers(4 * chains, chains);
        const exact = { n, scale: -1, shift: 3 };
        assertWithin(turned(arena, whole, exact), fmaPeak(whole, exact), () => 0, `n = ${n}`);

        const x = floats(4 * chains, chains);
        const turns = { n, scale: 0.75, shift: 0.3 };
        const bound = (i: number) => 2 ** -23 * n * (Math.abs(x[i]!) + n * turns.shift);
        assertWithin(turned(arena, x, turns), fmaPeak(x, turns), bound, `n = ${n}`);
      }
    });
  }

  Deno.test(`fmaPeak(), ${arena.build}, may write over x`, () => {
    const x = floats(20, 1);
    let at = 0;
    arena.run(0, () => {
      at = arena.inOut(x);
      arena.kernels.fmaPeak(at, at, 5, 0.5, 1, 5);
    });
    const expected = fmaPeak(x, { n: 5, scale: 0.5, shift: 1 });
    assertWithin(arena.floats(at, 20), expected, () => 2 ** -20, "5 chains");
  });
}
