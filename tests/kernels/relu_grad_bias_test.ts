import { reluGradBias } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertSame, assertWithin, floats, integers, magnitudes, range } from "./values.ts";

// Rows are summed in blocks of 256; the contract's bound for the error follows from it.
const BLOCK = 256;

type Sizes = { rows: number; columns: number };
/** Where dx is written: to a place of its own, or over dy. */
type Place = "apart" | "over dy";

function gradient(
  arena: Arena,
  dy: Float32Array,
  y: Float32Array,
  { rows, columns }: Sizes,
  place: Place,
) {
  let dx = 0;
  const db = arena.run(columns, (to) => {
    dx = place === "apart" ? arena.scratch(dy.length) : arena.inOut(dy);
    const from = place === "apart" ? arena.input(dy) : dx;
    arena.kernels.reluGradBias(from, arena.input(y), dx, to, rows, columns, 0, columns);
  });
  return { dx: arena.floats(dx, dy.length), db };
}

function check(arena: Arena, sizes: Sizes): void {
  const { rows, columns } = sizes;
  const n = rows * columns;
  for (const place of ["apart", "over dy"] as const) {
    const what = `${rows} rows, ${columns} columns, ${place}`;
    const whole = gradient(arena, integers(n, 1), integers(n, 2), sizes, place);
    const exact = reluGradBias(integers(n, 1), integers(n, 2), sizes);
    assertWithin(whole.db, exact.db, () => 0, `db, ${what}, whole numbers`);

    const [dy, y] = [floats(n, 1), floats(n, 2)];
    const expected = reluGradBias(dy, y, sizes);
    const scale = reluGradBias(magnitudes(dy), y, sizes).db;
    const share = (BLOCK + rows / BLOCK) * 2 ** -23;
    const { dx, db } = gradient(arena, dy, y, sizes, place);
    assertSame(dx, expected.dx, `dx, ${what}`);
    assertWithin(db, expected.db, (j) => share * scale[j]!, `db, ${what}`);
  }
}

for (const arena of arenas()) {
  const name = `reluGradBias(), ${arena.build}, agrees with the plain loop for`;

  // 16 columns at once, then 1: 1 to 35 holds every mix of them.
  for (const columns of range(1, 35)) {
    Deno.test(`${name} ${columns} columns`, () => {
      for (const rows of [0, 1, 2, 3, 17]) check(arena, { rows, columns });
    });
  }

  for (const rows of [255, 256, 257, 511, 512, 513, 1000]) {
    Deno.test(`${name} ${rows} rows`, () => {
      for (const columns of [1, 16, 21]) check(arena, { rows, columns });
    });
  }

  Deno.test(`reluGradBias(), ${arena.build}, gives 0 where y is 0, negative or NaN, in lanes and tail`, () => {
    const sizes = { rows: 2, columns: 19 };
    for (const closed of [0, -0, -1, -1e-45, -Infinity, NaN]) {
      const [dy, y] = [new Float32Array(38).fill(NaN), new Float32Array(38).fill(closed)];
      const { dx, db } = gradient(arena, dy, y, sizes, "apart");
      assertSame(dx, new Float32Array(38), `dx, y = ${closed}`);
      assertSame(db, new Float32Array(19), `db, y = ${closed}`);
    }
  });

  Deno.test(`reluGradBias(), ${arena.build}, keeps a NaN in dy to its own place and column`, () => {
    const sizes = { rows: 3, columns: 19 };
    const y = new Float32Array(57).fill(1e-45); // the smallest number above 0
    for (const at of range(0, 56)) {
      const dy = integers(57, 1);
      dy[at] = NaN;
      const expected = reluGradBias(dy, y, sizes);
      const { dx, db } = gradient(arena, dy, y, sizes, "over dy");
      assertSame(dx, expected.dx, `dx, NaN at ${at}`);
      assertWithin(db, expected.db, () => 0, `db, NaN at ${at}`);
    }
  });
}
