import { normalize } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertSame, assertWithin, floats, range } from "./values.ts";

function run(arena: Arena, x: Float32Array, columns: number, relu: number) {
  const [mean, factor, shift] = [floats(columns, 2), floats(columns, 3), floats(columns, 4)];
  const y = arena.run(x.length, (out) => {
    const [at, m, f, s] = [x, mean, factor, shift].map((values) => arena.input(values)) as [
      number,
      ...number[],
    ];
    arena.kernels.normalize(at, m!, f!, s!, out, x.length / columns, columns, relu);
  });
  return { y, mean, factor, shift };
}

for (const arena of arenas()) {
  for (const relu of [0, 1]) {
    Deno.test(`normalize(), ${arena.build}, agrees with the plain loop, relu ${relu}`, () => {
      for (const columns of range(1, 9)) {
        for (const rows of [0, 1, 5]) {
          const x = floats(rows * columns, 1);
          const { y, mean, factor, shift } = run(arena, x, columns, relu);
          const expected = normalize(x, { mean, factor }, shift, relu === 1);
          // No product is above 2 and no shift above 1.
          assertWithin(y, expected, () => 2 * 2 ** -23 * 3, `${rows} rows, ${columns} columns`);
        }
      }
    });
  }

  Deno.test(`normalize(), ${arena.build}, keeps NaN, also under the ReLU`, () => {
    const { y } = run(arena, new Float32Array(14).fill(NaN), 7, 1);
    assertSame(y, new Float32Array(14).fill(NaN), "y");
  });

  Deno.test(`normalize(), ${arena.build}, may write over its input`, () => {
    const x = floats(14, 5);
    const { y, mean, factor, shift } = run(arena, x, 7, 0);
    let at = 0;
    arena.run(0, () => {
      at = arena.inOut(x);
      const [m, f, s] = [mean, factor, shift].map((values) => arena.input(values)) as [
        number,
        ...number[],
      ];
      arena.kernels.normalize(at, m, f!, s!, at, 2, 7, 0);
    });
    assertSame(arena.floats(at, 14), y, "x");
  });
}
