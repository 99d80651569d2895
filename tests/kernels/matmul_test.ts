import { assertEquals } from "@std/assert";
import type { Kernels } from "descent/kernels";
import { matmul, type MatmulShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertWithin, describe, floats, integers, magnitudes, range } from "./values.ts";

type Sizes = { m: number; n: number; k: number };
type Layout = { aT?: boolean; bT?: boolean };

/** Calls one of the kernels with its own arguments and the scratch room its contract names. */
type Call = (
  kernels: Kernels,
  at: { a: number; b: number; c: number },
  shape: MatmulShape,
  scratch: (length: number) => number,
) => void;

const narrow: Call = (kernels, { a, b, c }, { m, n, k, bRow, bCol }, scratch) =>
  kernels.matmulNarrow(a, b, bRow, bCol, c, m, n, k, scratch(n * 512 + 4 * m * n));

const outer: Call = (kernels, { a, b, c }, { m, n, k }, scratch) =>
  kernels.matmulOuter(a, m, b, c, m, n, k, scratch(8 * n));

const rows: Call = (kernels, { a, b, c }, { m, n, k }) =>
  kernels.matmulRows(a, b, n, c, n, m, n, k);

const shallow: Call = (kernels, { a, b, c }, { m, n, k, aRow, aCol, bRow, bCol }, scratch) =>
  kernels.matmulShallow(a, aRow, aCol, b, bRow, bCol, c, n, m, n, k, scratch(k * 512));

const loop: Call = (kernels, { a, b, c }, { m, n, k }) => kernels.matmulLoop(a, b, c, m, n, k);

const lanes: Call = (kernels, { a, b, c }, { m, n, k }) => kernels.matmulLanes(a, b, c, m, n, k);

const blocks: Call = (kernels, { a, b, c }, { m, n, k }) => kernels.matmulBlocks(a, b, c, m, n, k);

const tiled: Call = (kernels, { a, b, c }, { m, n, k, aRow, aCol, bRow, bCol }, scratch) => {
  const room = scratch(32 + 256 * (96 + 256));
  kernels.matmulTiled(a, aRow, aCol, b, bRow, bCol, c, n, m, n, k, 0, 0, room);
};

/** The product by lists, which are made first; with a place for what it says of b. */
const sparseWith = (bias: number, relu: number, finite?: number): Call => {
  return (kernels, { a, b, c }, { m, n, k, aRow, aCol, bRow, bCol }, scratch) => {
    const lists = scratch(m * Math.ceil(k / 256) * 518);
    const room = [finite ?? scratch(1), scratch(32 + 8 * 32 * 257)] as const;
    kernels.listNonzeros(a, aRow, aCol, m, k, lists, scratch(64));
    kernels.matmulSparse(lists, b, bRow, bCol, c, n, m, n, k, bias, relu, ...room);
  };
};

const sparse = sparseWith(0, 0);

function strides({ m, n, k }: Sizes, { aT = false, bT = false }: Layout): MatmulShape {
  const [aRow, aCol] = aT ? [1, m] : [k, 1];
  const [bRow, bCol] = bT ? [1, k] : [n, 1];
  return { m, n, k, aRow, aCol, bRow, bCol };
}

function check(arena: Arena, call: Call, shape: MatmulShape): void {
  const { m, n, k } = shape;
  const product = (a: Float32Array, b: Float32Array) =>
    arena.run(m * n, (c) => {
      const at = { a: arena.input(a), b: arena.input(b), c };
      call(arena.kernels, at, shape, arena.scratch);
    });
  const draw = (values: typeof floats) =>
    [
      values(extent(m, k, shape.aRow, shape.aCol), 1),
      values(extent(k, n, shape.bRow, shape.bCol), 2),
    ] as const;
  const whole = draw(integers);
  assertWithin(product(...whole), matmul(...whole, shape), () => 0, `${describe(shape)}, whole`);

  const [a, b] = draw(floats);
  const scale = matmul(magnitudes(a), magnitudes(b), shape);
  const bound = (i: number) => k * 2 ** -23 * scale[i]!;
  assertWithin(product(a, b), matmul(a, b, shape), bound, describe(shape));
}

type Three = [number, number, number];

/** Takes the sign off a zero. */
function plusZero(value: number): number {
  return value + 0;
}

/** Floats from element (0, 0) to the last one. */
function extent(rows: number, columns: number, row: number, column: number): number {
  return (rows - 1) * row + (columns - 1) * column + 1;
}

const TRANSPOSES = [false, true].flatMap((aT) => [false, true].map((bT) => ({ aT, bT })));

for (const arena of arenas()) {
  const name = (kernel: string) => `${kernel}(), ${arena.build}, agrees with the plain loop for`;

  // The three steps to tiles: one result, four columns, six rows by eight columns.
  for (const [kernel, call] of Object.entries({ Loop: loop, Lanes: lanes, Blocks: blocks })) {
    Deno.test(`${name(`matmul${kernel}`)} 1 to 13 rows, 1 to 17 columns`, () => {
      for (const m of range(1, 13)) {
        for (const n of range(1, 17)) {
          for (const k of [1, 2, 3, 4, 9]) check(arena, call, strides({ m, n, k }, {}));
        }
      }
    });
  }

  // Terms in vectors, pairs of them and blocks of 512; columns in fives; rows in twos.
  for (const n of [...range(1, 17)]) {
    Deno.test(`${name("matmulNarrow")} ${n} columns`, () => {
      for (const m of [1, 2, 3, 4, 5]) {
        for (const k of [...range(1, 25), 64]) {
          for (const bT of [false, true]) check(arena, narrow, strides({ m, n, k }, { bT }));
        }
      }
    });
  }
  Deno.test(`${name("matmulNarrow")} terms at the edges of its blocks`, () => {
    for (const k of [503, 504, 505, 511, 512, 513, 519, 520, 521, 1023, 1024, 1031, 1032]) {
      for (const [m, n] of [[1, 1], [3, 6], [2, 10]] as const) {
        for (const bT of [false, true]) check(arena, narrow, strides({ m, n, k }, { bT }));
      }
    }
  });

  // Eight rows at once, then one; columns in fives, turned in fours.
  for (const n of [...range(1, 17)]) {
    Deno.test(`${name("matmulOuter")} ${n} columns`, () => {
      for (const m of [...range(1, 17), 64]) {
        for (const k of [1, 2, 7, 32]) check(arena, outer, strides({ m, n, k }, { aT: true }));
      }
    });
  }

  // Columns in blocks of 32, there in fours and ones; rows in twos.
  for (const m of range(1, 5)) {
    Deno.test(`${name("matmulRows")} ${m} rows`, () => {
      for (const n of [...range(1, 9), 31, 32, 33, 36, 63, 64, 65, 71]) {
        for (const k of [1, 2, 3, 8, 33]) check(arena, rows, strides({ m, n, k }, {}));
      }
    });
  }

  // Columns in blocks of 512, there in sixteens, fours and ones; rows in twos.
  for (const k of [...range(1, 17)]) {
    Deno.test(`${name("matmulShallow")} ${k} terms`, () => {
      for (const m of [1, 2, 3, 4]) {
        for (const n of [...range(1, 21), 33, 64]) {
          const layout = TRANSPOSES[(m + n) % 4]!;
          check(arena, shallow, strides({ m, n, k }, layout));
        }
      }
    });
  }
  Deno.test(`${name("matmulShallow")} columns at the edges of its blocks`, () => {
    for (const n of [496, 508, 511, 512, 513, 516, 528, 529, 1023, 1024, 1025]) {
      for (const layout of TRANSPOSES) {
        check(arena, shallow, strides({ m: 3, n, k: 5 }, layout));
        check(arena, shallow, strides({ m: 2, n, k: 1 }, layout));
      }
    }
  });

  // Tiles of 4 × 8 in panels of 96 rows, 256 columns and 256 terms.
  for (const layout of TRANSPOSES) {
    const kind = `${layout.aT ? "aᵀ" : "a"} · ${layout.bT ? "bᵀ" : "b"}`;
    Deno.test(`${name("matmulTiled")} 1 to 13 rows, 1 to 17 columns, ${kind}`, () => {
      for (const m of range(1, 13)) {
        for (const n of range(1, 17)) {
          for (const k of [1, 2, 3, 4, 9]) check(arena, tiled, strides({ m, n, k }, layout));
        }
      }
    });
    Deno.test(`${name("matmulTiled")} sizes at the edges of its panels, ${kind}`, () => {
      for (const m of [95, 96, 97, 102, 192, 193]) {
        check(arena, tiled, strides({ m, n: 9, k: 5 }, layout));
      }
      for (const n of [63, 64, 65, 72, 255, 256, 257, 264, 512, 513]) {
        check(arena, tiled, strides({ m: 7, n, k: 5 }, layout));
      }
      for (const k of [255, 256, 257, 259, 512, 513]) {
        check(arena, tiled, strides({ m: 7, n: 9, k }, layout));
      }
      check(arena, tiled, strides({ m: 97, n: 257, k: 257 }, layout));
    });
  }

  // Rows one by one, columns in strips of 32; lists in panels of 96 rows, 256 columns and 256 terms.
  for (const layout of TRANSPOSES) {
    const kind = `${layout.aT ? "aᵀ" : "a"} · ${layout.bT ? "bᵀ" : "b"}`;
    Deno.test(`${name("matmulSparse")} factors without zeros, ${kind}`, () => {
      for (const m of [1, 2, 3, 95, 96, 97]) {
        for (const n of [1, 7, 31, 32, 33]) {
          for (const k of [1, 3, 4, 5, 9]) check(arena, sparse, strides({ m, n, k }, layout));
        }
      }
      check(arena, sparse, strides({ m: 97, n: 257, k: 257 }, layout));
    });
  }

  Deno.test(`matmulSparse(), ${arena.build}, leaves out zeros and gives what matmulTiled gives`, () => {
    for (
      const [m, n, k] of [
        ...range(1, 9).map((k) => [7, 9, k] as const),
        ...[[97, 32, 257], [192, 33, 255], [6, 257, 513], [5, 64, 512]] as const,
      ]
    ) {
      for (const layout of TRANSPOSES) {
        const shape = strides({ m, n, k }, layout);
        for (const share of [0, 0.05, 0.5, 0.9]) {
          const draws = floats(m * k, 4); // between -1 and 1: which values are wanted
          const as = floats(m * k, 1).map((x, i) => (draws[i]! + 1) / 2 < share ? x : 0);
          const [bs, added] = [floats(k * n, 2), floats(n, 3)];
          const product = (kernel: "matmulSparse" | "matmulTiled", withBias: boolean) =>
            arena.run(m * n, (c) => {
              const [a, b, bias] = [as, bs, added].map((values) => arena.input(values)) as Three;
              const ending: [number, number] = withBias ? [bias, 1] : [0, 0];
              const { kernels, scratch } = arena;
              if (kernel === "matmulSparse") {
                return sparseWith(...ending)(kernels, { a, b, c }, shape, scratch);
              }
              const { aRow, aCol, bRow, bCol } = shape;
              const room = scratch(32 + 256 * (96 + 256));
              const factors = [a, aRow, aCol, b, bRow, bCol] as const;
              kernels.matmulTiled(...factors, c, n, m, n, k, ...ending, room);
            });
          for (const withBias of [false, true]) {
            const what = `${describe(shape)}, ${share} of it, bias ${withBias}`;
            const expected = product("matmulTiled", withBias).map(plusZero);
            assertEquals(product("matmulSparse", withBias).map(plusZero), expected, what);
          }
        }
      }
    }
  });

  Deno.test(`matmulSparse(), ${arena.build}, tells whether all of the right factor is finite`, () => {
    const told = (b: Float32Array, shape: MatmulShape): number => {
      let finite = 0;
      arena.run(shape.m * shape.n, (c) => {
        finite = arena.scratch(1);
        const at = { a: arena.input(new Float32Array(shape.m * shape.k)), b: arena.input(b), c };
        sparseWith(0, 0, finite)(arena.kernels, at, shape, arena.scratch);
      });
      return new Uint32Array(arena.floats(finite, 1).buffer)[0]!;
    };
    for (const n of [33, 288]) { // with and without a strip that is not full
      for (const layout of [{}, { bT: true }]) {
        const shape = strides({ m: 2, n, k: 300 }, layout);
        const sound = floats(300 * n, 1);
        assertEquals(told(sound, shape), 1);
        for (const odd of [NaN, Infinity, -Infinity]) {
          for (const [row, column] of [[0, 0], [255, 32], [256, 0], [299, 31], [299, n - 1]]) {
            const b = sound.slice();
            b[row! * shape.bRow + column! * shape.bCol] = odd;
            assertEquals(told(b, shape), 0, `${odd} at ${row}, ${column} of ${n}`);
          }
        }
      }
    }
  });

  Deno.test(`${name("matmulTiled")} a bias and a ReLU too: what addBias makes of the product`, () => {
    for (const [m, n, k] of [[6, 8, 4], [13, 19, 5], [7, 65, 257], [97, 9, 512]] as const) {
      const shape = strides({ m, n, k }, {});
      const [as, bs, added] = [floats(m * k, 1), floats(k * n, 2), floats(n, 3)];
      as[k] = NaN; // all of the second row
      const product = (withBias: boolean, relu: boolean, afterwards: boolean) =>
        arena.run(m * n, (c) => {
          const [a, b, bias] = [as, bs, added].map((values) => arena.input(values)) as Three;
          const { kernels } = arena;
          const own = afterwards ? [0, 0] as const : [withBias ? bias : 0, relu ? 1 : 0] as const;
          const room = arena.scratch(32 + 256 * (96 + 256));
          kernels.matmulTiled(a, k, 1, b, n, 1, c, n, m, n, k, ...own, room);
          if (!afterwards) return;
          if (withBias) kernels.addBias(c, bias, c, m, n, relu ? 1 : 0);
          else if (relu) kernels.activate(c, 0, c, m * n, 1);
        });
      for (const [withBias, relu] of [[true, false], [false, true], [true, true]] as const) {
        const inPassing = product(withBias, relu, false);
        assertEquals(inPassing, product(withBias, relu, true), describe(shape));
        assertEquals(inPassing.slice(n, 2 * n), new Float32Array(n).fill(NaN));
      }
    }
  });

  Deno.test(`${name("matmulTiled")} matrices that are parts of larger ones`, () => {
    for (const [m, n, k] of [[6, 8, 4], [7, 9, 5], [13, 17, 6]] as const) {
      check(arena, tiled, { m, n, k, aRow: k + 3, aCol: 1, bRow: n + 5, bCol: 1 });
      check(arena, tiled, { m, n, k, aRow: 2 * k, aCol: 2, bRow: 3, bCol: 3 * k + 1 });
      check(arena, sparse, { m, n, k, aRow: k + 3, aCol: 1, bRow: n + 5, bCol: 1 });
      check(arena, sparse, { m, n, k, aRow: 2 * k, aCol: 2, bRow: 3, bCol: 3 * k + 1 });
      check(arena, shallow, { m, n, k, aRow: 2 * k, aCol: 2, bRow: 3, bCol: 3 * k + 1 });
      check(arena, narrow, { m, n, k, aRow: k, aCol: 1, bRow: 3, bCol: 3 * k + 1 });
    }
  });

  for (
    const [kernel, call, layout] of [
      ["matmulLoop", loop, {}],
      ["matmulLanes", lanes, {}],
      ["matmulBlocks", blocks, {}],
      ["matmulNarrow", narrow, {}],
      ["matmulOuter", outer, { aT: true }],
      ["matmulRows", rows, {}],
      ["matmulShallow", shallow, {}],
      ["matmulSparse", sparse, {}],
      ["matmulTiled", tiled, {}],
    ] as const
  ) {
    Deno.test(`${kernel}(), ${arena.build}, keeps a NaN to its row and multiplies zeros with it`, () => {
      const shape = strides({ m: 13, n: 11, k: 9 }, layout);
      for (const row of range(0, 12)) {
        const a = new Float32Array(13 * 9);
        a[row * shape.aRow + (row % 9) * shape.aCol] = row % 2 ? NaN : Infinity;
        const b = new Float32Array(9 * 11); // zeros: 0 · NaN and 0 · Infinity are NaN
        const c = arena.run(13 * 11, (to) => {
          const at = { a: arena.input(a), b: arena.input(b), c: to };
          call(arena.kernels, at, shape, arena.scratch);
        });
        assertWithin(c, matmul(a, b, shape), () => 0, `row ${row}`);
      }
    });
  }
}
