import {
  columnMoments,
  normalize,
  normalizeGrad,
  normalizeSums,
} from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, assertWithin, floats, range } from "./values.ts";

Deno.test("the plain normalizeGrad() is what finite differences of the whole normalisation give", () => {
  const [rows, columns] = [5, 3];
  const gamma = [0.7, -1.2, 2];
  const dy = Float64Array.from(floats(15, 1));
  const x = Float64Array.from(floats(15, 2));
  const columnsOf = (of: Float64Array) => {
    const { mean, variance } = columnMoments(of, { rows, columns });
    const inverse = variance.map((v) => 1 / Math.sqrt(v + 1e-3));
    return { mean, inverse, factor: inverse.map((s, j) => s * gamma[j]!) };
  };
  const loss = (of: Float64Array) =>
    normalize(of, columnsOf(of), new Float64Array(columns))
      .reduce((sum, y, at) => sum + y * dy[at]!, 0);
  const h = 1e-6;
  const differences = x.map((value, at) =>
    (loss(x.with(at, value + h)) - loss(x.with(at, value - h))) / (2 * h)
  );
  const at = columnsOf(x);
  assertWithin(normalizeGrad(dy, x, at, normalizeSums(dy, x, at)), differences, () => 1e-7, "dx");
});

for (const arena of arenas()) {
  const run = (rows: number, columns: number) => {
    const [dy, x] = [floats(rows * columns, 1), floats(rows * columns, 2)];
    const [mean, inverse, factor, dShift, dFactor] = range(3, 7).map((seed) =>
      floats(columns, seed)
    ) as [Float32Array, ...Float32Array[]];
    const own = { mean, inverse: inverse!, factor: factor! };
    const place = (d: number, dx: number) => {
      const [v, ...rest] = [x, mean, inverse!, factor!, dShift!, dFactor!].map((values) =>
        arena.input(values)
      ) as [
        number,
        ...number[],
      ];
      const [m, s, f, a, b] = rest as [number, number, number, number, number];
      arena.kernels.normalizeGrad(d, v, m, s, f, a, b, dx, rows, columns);
    };
    const expected = normalizeGrad(dy, x, own, { dShift: dShift!, dFactor: dFactor! });
    return { dy, place, expected };
  };

  Deno.test(`normalizeGrad(), ${arena.build}, agrees with the plain loop`, () => {
    for (const columns of range(1, 9)) {
      for (const rows of [1, 2, 7]) {
        const { dy, place, expected } = run(rows, columns);
        const actual = arena.run(dy.length, (dx) => place(arena.input(dy), dx));
        // No factor, dy or dShift is above 1, and no h above 2.
        assertWithin(actual, expected, () => 5 * 2 ** -23 * 4, `${rows} rows, ${columns} columns`);
      }
    }
  });

  Deno.test(`normalizeGrad(), ${arena.build}, may write over dy`, () => {
    const { dy, place } = run(3, 7);
    const expected = arena.run(21, (dx) => place(arena.input(dy), dx));
    let at = 0;
    arena.run(0, () => {
      at = arena.inOut(dy);
      place(at, at);
    });
    assertSame(arena.floats(at, 21), expected, "dx");
  });
}
