import { conv3dBackpropInput, type Conv3dShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { CONV3D_SHAPES } from "./conv3d_shapes.ts";
import { assertSame, assertWithin, describe, floats, integers, magnitudes } from "./values.ts";

function gradient(arena: Arena, dy: Float32Array, f: Float32Array, s: Conv3dShape): Float32Array {
  return arena.run(s.batch * s.inD * s.inH * s.inW * s.inC, (dx) => {
    arena.kernels.conv3dBackpropInput(
      ...[arena.input(dy), arena.input(f), dx, s.batch, s.inD, s.inH, s.inW, s.inC] as const,
      ...[s.kD, s.kH, s.kW, s.outC, s.outD, s.outH, s.outW] as const,
      ...[s.strideD, s.strideH, s.strideW, s.front, s.top, s.left] as const,
    );
  });
}

for (const arena of arenas()) {
  const name = `conv3dBackpropInput(), ${arena.build},`;

  Deno.test(`${name} is exact in whole numbers, around every tile`, () => {
    for (const s of CONV3D_SHAPES) {
      const dy = integers(s.batch * s.outD * s.outH * s.outW * s.outC, 1);
      const f = integers(s.kD * s.kH * s.kW * s.inC * s.outC, 2);
      const plain = (values: ArrayLike<number>) => Float64Array.from(values, (v) => v + 0);
      const expected = conv3dBackpropInput(dy, f, s);
      assertSame(plain(gradient(arena, dy, f, s)), plain(expected), describe(s));
    }
  });

  Deno.test(`${name} keeps its bound elsewhere`, () => {
    for (const s of CONV3D_SHAPES) {
      const dy = floats(s.batch * s.outD * s.outH * s.outW * s.outC, 1);
      const f = floats(s.kD * s.kH * s.kW * s.inC * s.outC, 2);
      const sizes = conv3dBackpropInput(magnitudes(dy), magnitudes(f), s);
      const terms = s.kD * s.kH * s.kW + s.outC;
      const bound = (i: number) => terms * 2 ** -23 * sizes[i]!;
      assertWithin(
        gradient(arena, dy, f, s),
        conv3dBackpropInput(dy, f, s),
        bound,
        describe(s),
      );
    }
  });
}
