import { transpose } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

const SIZES = [...range(0, 9), 17];

for (const arena of arenas()) {
  Deno.test(`transpose(), ${arena.build}, turns matrices of any size round`, () => {
    for (const rows of SIZES) {
      for (const columns of SIZES) {
        const values = floats(rows * columns, 1);
        const turned = arena.run(values.length, (to) => {
          arena.kernels.transpose(arena.input(values), to, rows, columns, 0, rows);
        });
        assertSame(turned, transpose(values, rows, columns), `${rows} × ${columns}`);
      }
    }
  });

  Deno.test(`transpose(), ${arena.build}, gives the same row by row and leaves the others`, () => {
    const [rows, columns] = [11, 6];
    const [values, before] = [floats(rows * columns, 1), floats(rows * columns, 2)];
    const turned = transpose(values, rows, columns);
    for (const first of range(0, rows)) {
      for (const end of range(first, rows)) {
        let to = 0;
        arena.run(0, () => {
          const from = arena.input(values);
          to = arena.inOut(before);
          arena.kernels.transpose(from, to, rows, columns, first, end);
        });
        const expected = before.map((value, k) =>
          k % rows >= first && k % rows < end ? turned[k]! : value
        );
        assertSame(arena.floats(to, expected.length), expected, `${first} to ${end}`);
      }
    }
  });
}
