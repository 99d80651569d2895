import { pad, type PadShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertSame, describe, floats, range } from "./values.ts";

const SHAPE = {
  ...{ batch: 2, height: 3, width: 4, channels: 3 },
  ...{ top: 1, left: 2, stretchH: 1, stretchW: 1 },
};

/** With `bottom` and `right` rows and columns of zeros behind the image. */
function check(
  { kernels, run, input }: Arena,
  sizes: Omit<PadShape, "outH" | "outW">,
  [bottom, right]: [number, number],
): void {
  const { batch, height, width, channels, top, left, stretchH, stretchW } = sizes;
  const outH = top + (height - 1) * stretchH + 1 + bottom;
  const outW = left + (width - 1) * stretchW + 1 + right;
  const x = floats(batch * height * width * channels, 1);
  x[0] = NaN;
  x[x.length - 1] = -0;
  const y = run(batch * outH * outW * channels, (to) =>
    kernels.pad(
      input(x),
      to,
      batch,
      height,
      width,
      channels,
      outH,
      outW,
      top,
      left,
      stretchH,
      stretchW,
    ));
  const shape = { ...sizes, outH, outW };
  assertSame(y, pad(x, shape), describe(shape));
}

for (const arena of arenas()) {
  Deno.test(`pad(), ${arena.build}, equals the plain loop for padding of 0 to 4 on every side`, () => {
    for (const top of range(0, 4)) {
      for (const left of range(0, 4)) {
        for (const behind of range(0, 4)) check(arena, { ...SHAPE, top, left }, [behind, top]);
      }
    }
  });

  Deno.test(`pad(), ${arena.build}, spreads rows and columns as the plain loop does`, () => {
    for (const stretchH of range(1, 4)) {
      for (const stretchW of range(1, 4)) {
        for (const channels of [1, 2, 4, 5]) {
          check(arena, { ...SHAPE, stretchH, stretchW, channels }, [0, 0]);
          check(arena, { ...SHAPE, stretchH, stretchW, channels }, [2, 1]);
        }
      }
    }
  });

  Deno.test(`pad(), ${arena.build}, equals the plain loop for images of 1 to 5 and any batch`, () => {
    for (const batch of range(1, 3)) {
      for (const height of range(1, 5)) {
        for (const width of range(1, 5)) {
          check(arena, { ...SHAPE, batch, height, width, stretchW: batch }, [1, 0]);
        }
      }
    }
  });
}
