import { copyRows } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, describe, floats, range } from "./values.ts";

for (const arena of arenas()) {
  Deno.test(`copyRows(), ${arena.build}, moves a block of any size and leaves what is beside it`, () => {
    for (const rows of [0, 1, 4]) {
      for (const columns of range(0, 9)) {
        const [fromStep, toStep] = [columns + 2, columns + 3];
        const block = { rows, columns, fromAt: 1, fromStep, toAt: 2, toStep };
        const [from, to] = [floats(5 * fromStep, 1), floats(5 * toStep, 2)];
        let at = 0;
        arena.run(0, () => {
          at = arena.inOut(to);
          const source = arena.input(from) + 4;
          arena.kernels.copyRows(source, 4 * fromStep, at + 8, 4 * toStep, rows, 4 * columns);
        });
        assertSame(arena.floats(at, to.length), copyRows(from, to, block), describe(block));
      }
    }
  });
}
