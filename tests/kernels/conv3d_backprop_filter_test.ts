import { conv3dBackpropFilter, type Conv3dShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { CONV3D_SHAPES } from "./conv3d_shapes.ts";
import { assertSame, assertWithin, describe, floats, integers, magnitudes } from "./values.ts";

function gradient(arena: Arena, x: Float32Array, dy: Float32Array, s: Conv3dShape): Float32Array {
  return arena.run(s.kD * s.kH * s.kW * s.inC * s.outC, (df) => {
    arena.kernels.conv3dBackpropFilter(
      ...[arena.input(x), arena.input(dy), df, s.batch, s.inD, s.inH, s.inW, s.inC] as const,
      ...[s.kD, s.kH, s.kW, s.outC, s.outD, s.outH, s.outW] as const,
      ...[s.strideD, s.strideH, s.strideW, s.front, s.top, s.left] as const,
    );
  });
}

for (const arena of arenas()) {
  const name = `conv3dBackpropFilter(), ${arena.build},`;

  Deno.test(`${name} is exact in whole numbers, around every tile`, () => {
    for (const s of CONV3D_SHAPES) {
      const x = integers(s.batch * s.inD * s.inH * s.inW * s.inC, 1);
      const dy = integers(s.batch * s.outD * s.outH * s.outW * s.outC, 2);
      const plain = (values: ArrayLike<number>) => Float64Array.from(values, (v) => v + 0);
      const expected = conv3dBackpropFilter(x, dy, s);
      assertSame(plain(gradient(arena, x, dy, s)), plain(expected), describe(s));
    }
  });

  Deno.test(`${name} keeps its bound elsewhere`, () => {
    for (const s of CONV3D_SHAPES) {
      const x = floats(s.batch * s.inD * s.inH * s.inW * s.inC, 1);
      const dy = floats(s.batch * s.outD * s.outH * s.outW * s.outC, 2);
      const sizes = conv3dBackpropFilter(magnitudes(x), magnitudes(dy), s);
      const terms = s.batch * s.outD * s.outH * s.outW;
      const bound = (i: number) => terms * 2 ** -23 * sizes[i]!;
      assertWithin(
        gradient(arena, x, dy, s),
        conv3dBackpropFilter(x, dy, s),
        bound,
        describe(s),
      );
    }
  });
}
