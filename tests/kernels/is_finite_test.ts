import { assertEquals } from "@std/assert";
import { isFinite } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { floats, range } from "./values.ts";

function answer({ kernels, run, input }: Arena, values: Float32Array): number {
  let found = NaN;
  run(0, () => found = kernels.isFinite(input(values), values.length));
  return found;
}

for (const arena of arenas()) {
  const { build } = arena;

  // 0 to 25: no step of eight, one, several, and every length of tail.
  for (const n of range(0, 25)) {
    Deno.test(`isFinite(), ${build}, is 1 for ${n} finite floats, with NaN on both sides`, () => {
      assertEquals(answer(arena, floats(n, 1)), 1);
      assertEquals(answer(arena, new Float32Array(n).fill(-0)), 1);
      assertEquals(answer(arena, new Float32Array(n).fill(-3.4028235e38)), 1); // the largest
    });

    Deno.test(`isFinite(), ${build}, finds one bad float anywhere among ${n}`, () => {
      for (const bad of [NaN, Infinity, -Infinity]) {
        for (const at of range(0, n - 1)) {
          const values = floats(n, 2);
          values[at] = bad;
          assertEquals(isFinite(values), false);
          assertEquals(answer(arena, values), 0, `${bad} at ${at}`);
        }
      }
    });
  }

  Deno.test(`isFinite(), ${build}, is not misled by infinities that would cancel`, () => {
    assertEquals(answer(arena, Float32Array.of(Infinity, -Infinity, 0, 0, 0, 0, 0, 0, 1)), 0);
  });
}
