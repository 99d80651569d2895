import { assert, assertEquals } from "@std/assert";
import { dropout } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

for (const arena of arenas()) {
  const { kernels, build } = arena;
  const run = (x: Float32Array, key: number, least: number, scale: number) =>
    arena.run(
      x.length,
      (out) => kernels.dropout(arena.input(x), out, x.length, key, least, scale, 0),
    );

  Deno.test(`dropout(), ${build}, equals the plain loop`, () => {
    for (const n of [...range(0, 9), 1000]) {
      const x = floats(n, 1);
      for (const [key, least] of [[0, 2 ** 30], [-5, 2 ** 31], [2 ** 31 - 1, 3e9]] as const) {
        assertSame(
          run(x, key, least, 2),
          dropout(x, { key, least, scale: 2 }),
          `${n} by ${key}, ${least}`,
        );
      }
    }
  });

  Deno.test(`dropout(), ${build}, drops all or nothing at the ends, and may write over its input`, () => {
    const x = floats(7, 2);
    assertSame(run(x, 3, 0, 1), x, "nothing");
    let at = 0;
    arena.run(0, () => {
      at = arena.inOut(x);
      kernels.dropout(at, at, 7, 3, 2 ** 31, 2, 0);
    });
    assertSame(arena.floats(at, 7), run(x, 3, 2 ** 31, 2), "in place");
  });
}

Deno.test("dropout() drops the share asked for, of neighbours and under other keys alike", () => {
  const [n, ones] = [50_000, new Float32Array(50_000).fill(1)];
  for (const share of [0.1, 0.25, 0.5, 0.9]) {
    const masks = [1, 2, 3].map((key) => dropout(ones, { key, least: share * 2 ** 32, scale: 1 }));
    const deviation = 4 * Math.sqrt(share * (1 - share) / n); // 4 standard errors
    for (const mask of masks) {
      const dropped = mask.reduce((count, value) => count + (value === 0 ? 1 : 0), 0) / n;
      assert(Math.abs(dropped - share) < deviation, `dropped ${dropped} of ${share}`);
    }
    // Of values side by side, and of the same value in two steps, as many go together as by chance.
    const pairs: [Float32Array, Float32Array][] = [
      [masks[0]!.subarray(1), masks[0]!],
      [masks[0]!, masks[1]!],
      [masks[1]!, masks[2]!],
    ];
    for (const [a, b] of pairs) {
      const both = a.reduce((count, value, i) => count + (value === 0 && b[i] === 0 ? 1 : 0), 0);
      const spread = 4 * Math.sqrt(share ** 2 * (1 - share ** 2) / n) + deviation;
      assert(Math.abs(both / n - share ** 2) < spread, `${both / n} together at ${share}`);
    }
  }
  assertEquals(dropout(ones, { key: 1, least: 0, scale: 1 }), ones);
});
