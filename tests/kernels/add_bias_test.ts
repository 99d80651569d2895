import { addBias } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

function sum(arena: Arena, x: Float32Array, bias: Float32Array, relu: boolean): Float32Array {
  const rows = bias.length === 0 ? 3 : x.length / bias.length;
  return arena.run(x.length, (out) => {
    const from = arena.input(x);
    arena.kernels.addBias(from, arena.input(bias), out, rows, bias.length, relu ? 1 : 0);
  });
}

for (const arena of arenas()) {
  const { kernels, build } = arena;

  for (const columns of range(0, 17)) {
    Deno.test(`addBias(), ${build}, has the plain loop's bits for ${columns} columns`, () => {
      for (const rows of range(0, 4)) {
        for (const relu of [false, true]) {
          const [x, bias] = [floats(rows * columns, 1), floats(columns, 2)];
          const expected = addBias(x, bias, { rows, columns, relu });
          assertSame(sum(arena, x, bias, relu), expected, `${rows} rows, relu ${relu}`);
        }
      }
    });
  }

  Deno.test(`addBias(), ${build}, keeps NaN, infinities and -0 in lanes and tail alike`, () => {
    for (const value of [NaN, Infinity, -0]) {
      for (const relu of [false, true]) {
        const x = new Float32Array(7).fill(value);
        assertSame(sum(arena, x, x, relu), x, `relu ${relu}`); // −0 + −0 is −0
      }
    }
  });

  Deno.test(`addBias(), ${build}, turns every negative sum into 0 where relu is on`, () => {
    for (const value of [-Infinity, -1, -1e-45]) {
      const x = new Float32Array(7).fill(value);
      assertSame(sum(arena, x, new Float32Array(7), true), new Float32Array(7), `${value}`);
    }
  });

  Deno.test(`addBias(), ${build}, may write over x`, () => {
    for (const columns of range(1, 9)) {
      const [x, bias] = [floats(3 * columns, 3), floats(columns, 4)];
      let at = 0;
      arena.run(0, () => {
        at = arena.inOut(x);
        kernels.addBias(at, arena.input(bias), at, 3, columns, 1);
      });
      const expected = addBias(x, bias, { rows: 3, columns, relu: true });
      assertSame(arena.floats(at, 3 * columns), expected, `${columns} columns`);
    }
  });
}
