import { packPanels } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, describe, floats } from "./values.ts";

for (const arena of arenas()) {
  Deno.test(`packPanels(), ${arena.build}, puts a matrix of any size in strips`, () => {
    for (const k of [1, 3, 4, 5, 255, 256, 257, 513]) {
      for (const n of [1, 7, 31, 32, 33, 65]) {
        for (const [bRow, bCol] of [[n, 1], [1, k], [n + 3, 1], [3, 3 * k + 1]] as const) {
          const shape = { k, n, bRow, bCol };
          const b = floats((k - 1) * bRow + (n - 1) * bCol + 1, 1);
          const packed = arena.run(k * 32 * Math.ceil(n / 32), (to) => {
            arena.kernels.packPanels(arena.input(b), bRow, bCol, k, n, to);
          });
          assertSame(packed, packPanels(b, shape), describe(shape));
        }
      }
    }
  });

  Deno.test(`packPanels(), ${arena.build}, gives the same panel by panel`, () => {
    const [k, n, width] = [600, 33, 64];
    const b = floats(k * n, 1);
    const packed = arena.run(k * width, (to) => {
      const from = arena.input(b);
      arena.kernels.packPanels(from + 4 * 256 * n, n, 1, k - 256, n, to + 4 * 256 * width);
      arena.kernels.packPanels(from, n, 1, 256, n, to);
    });
    assertSame(packed, packPanels(b, { k, n, bRow: n, bCol: 1 }), "two parts");
  });
}
