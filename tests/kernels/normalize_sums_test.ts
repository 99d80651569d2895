import { normalizeSums } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertWithin, floats, magnitudes, range } from "./values.ts";

// Rows are summed in blocks of 256; the contract's bound follows from it.
const BLOCK = 256;

function check(arena: Arena, rows: number, columns: number): void {
  const [dy, x] = [floats(rows * columns, 1), floats(rows * columns, 2)];
  const [mean, inverse] = [floats(columns, 3), floats(columns, 4)];
  let dShift = new Float32Array();
  const dFactor = arena.run(columns, (out) => {
    const at = arena.scratch(columns);
    const [d, v, m, s] = [dy, x, mean, inverse].map((values) => arena.input(values)) as [
      number,
      ...number[],
    ];
    arena.kernels.normalizeSums(d, v!, m!, s!, at, out, rows, columns);
    dShift = arena.floats(at, columns) as Float32Array<ArrayBuffer>;
  });
  const expected = normalizeSums(dy, x, { mean, inverse });
  const far = x.map((value, i) => Math.abs(value) + Math.abs(mean[i % columns]!));
  const sizes = normalizeSums(magnitudes(dy), far, {
    mean: new Float32Array(columns),
    inverse: magnitudes(inverse),
  });
  const share = (BLOCK + rows / BLOCK) * 2 ** -23;
  const what = `${rows} rows, ${columns} columns`;
  assertWithin(dShift, expected.dShift, (j) => share * sizes.dShift[j]!, `${what}, dShift`);
  assertWithin(dFactor, expected.dFactor, (j) => share * sizes.dFactor[j]!, `${what}, dFactor`);
}

for (const arena of arenas()) {
  // 4 columns at once, then 1; 2 rows at once, then 1; 256 rows a block.
  for (const columns of range(1, 9)) {
    Deno.test(`normalizeSums(), ${arena.build}, agrees with the plain loop for ${columns} columns`, () => {
      for (const rows of [0, 1, 2, 3, 255, 256, 257, 600]) check(arena, rows, columns);
    });
  }
}
