import { activate, ACTIVATION_KINDS } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, assertWithin, floats, range } from "./values.ts";

/** From far out, where functions are flat, to near 0, where a difference would lose digits. */
const wide = (n: number, seed: number) => floats(n, seed).map((x, i) => x * 10 ** (2 - i % 8));

for (const arena of arenas()) {
  const { kernels, build } = arena;
  const run = (x: Float32Array, kind: number, more?: Float32Array) =>
    arena.run(x.length, (out) => {
      const [at, moreAt] = [arena.input(x), more ? arena.input(more) : 0];
      kernels.activate(at, moreAt, out, x.length, kind);
    });

  for (const [kind, name] of ACTIVATION_KINDS.entries()) {
    Deno.test(`activate(), ${build}, agrees with the plain loop: ${name}`, () => {
      for (const n of [...range(0, 9), 1000]) {
        const [x, more] = [wide(n, 1), wide(n, 2)];
        const few = 4 * 2 ** -23; // of the result: a small tanh has as many digits as a large one
        const bound = (of: Float64Array) => (i: number) => few * Math.abs(of[i]!) + 2 ** -126;
        const expected = activate(x, kind);
        assertWithin(run(x, kind), expected, bound(expected), `n = ${n}`);
        const sums = activate(x.map((value, i) => value + more[i]!), kind);
        assertWithin(run(x, kind, more), sums, bound(sums), `n = ${n}, sum`);
      }
    });

    Deno.test(`activate(), ${build}, keeps NaN, and holds at infinities: ${name}`, () => {
      for (const value of [NaN, Infinity, -Infinity, 0]) {
        const x = new Float32Array(7).fill(value);
        const expected = activate(x, kind);
        assertWithin(run(x, kind), expected, () => 2 ** -24, `x = ${value}`);
      }
    });
  }

  Deno.test(`activate(), ${build}, may write over its input`, () => {
    const x = floats(7, 3);
    let at = 0;
    arena.run(0, () => {
      at = arena.inOut(x);
      kernels.activate(at, 0, at, 7, 2);
    });
    assertSame(arena.floats(at, 7), run(x, 2), "x");
  });
}
