import { flipFilter } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertSame, describe, floats, range } from "./values.ts";

function check(arena: Arena, kH: number, kW: number, inC: number, outC: number): void {
  const w = floats(kH * kW * inC * outC, 1);
  w[w.length >> 1] = NaN;
  w[0] = -0;
  const out = arena.run(w.length, (to) => {
    arena.kernels.flipFilter(arena.input(w), to, kH, kW, inC, outC);
  });
  const shape = { kH, kW, inC, outC };
  assertSame(out, flipFilter(w, shape), describe(shape));
}

for (const arena of arenas()) {
  const { build } = arena;

  // Turned in tiles of four by four: 1 to 9 channels hold no tile, one, two, and every rest.
  for (const inC of range(1, 9)) {
    Deno.test(`flipFilter(), ${build}, equals the plain loop for ${inC} input channels`, () => {
      for (const outC of range(1, 9)) check(arena, 2, 3, inC, outC);
    });
  }

  Deno.test(`flipFilter(), ${build}, equals the plain loop for kernels of 1 to 5`, () => {
    for (const kH of range(1, 5)) for (const kW of range(1, 5)) check(arena, kH, kW, 5, 6);
  });
}
