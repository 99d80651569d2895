import { reluGrad } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

for (const arena of arenas()) {
  const { kernels, build } = arena;
  const gradient = (dy: Float32Array, y: Float32Array) =>
    arena.run(dy.length, (dx) => kernels.reluGrad(arena.input(dy), arena.input(y), dx, dy.length));

  // 0 to 17: no vector, one, several, and every length of tail.
  for (const n of range(0, 17)) {
    Deno.test(`reluGrad(), ${build}, equals the plain loop for n = ${n}`, () => {
      const [dy, y] = [floats(n, 1), floats(n, 2)];
      assertSame(gradient(dy, y), reluGrad(dy, y), "dx");
    });
  }

  Deno.test(`reluGrad(), ${build}, gives 0 where y is 0, negative or NaN, in lanes and tail`, () => {
    for (const y of [0, -0, -1, -1e-45, -Infinity, NaN]) {
      const dx = gradient(new Float32Array(7).fill(5), new Float32Array(7).fill(y));
      assertSame(dx, new Float32Array(7), `y = ${y}`);
    }
  });

  Deno.test(`reluGrad(), ${build}, hands on any dy where y is above 0, and no bit of it else`, () => {
    const dy = Float32Array.of(NaN, Infinity, -0, 1e-45, NaN, Infinity, -0);
    const tiny = new Float32Array(7).fill(1e-45); // the smallest number above 0
    assertSame(gradient(dy, tiny), dy, "above 0");
    assertSame(gradient(dy, new Float32Array(7)), new Float32Array(7), "at 0");
  });

  Deno.test(`reluGrad(), ${build}, may write over either of its inputs`, () => {
    for (const n of range(0, 9)) {
      const [dy, y] = [floats(n, 3), floats(n, 4)];
      const expected = reluGrad(dy, y);
      const overDy = () => {
        const at = arena.inOut(dy);
        kernels.reluGrad(at, arena.input(y), at, n);
        return at;
      };
      const overY = () => {
        const at = arena.inOut(y);
        kernels.reluGrad(arena.input(dy), at, at, n);
        return at;
      };
      for (const call of [overDy, overY]) {
        let at = 0;
        arena.run(0, () => at = call());
        assertSame(arena.floats(at, n), expected, `n = ${n}`);
      }
    }
  });
}
