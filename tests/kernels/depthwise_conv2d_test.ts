import { depthwiseConv2d, type DepthwiseShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { DEPTHWISE_SHAPES } from "./depthwise_shapes.ts";
import { assertSame, assertWithin, describe, floats, integers, magnitudes } from "./values.ts";

function convolve(arena: Arena, x: Float32Array, f: Float32Array, s: DepthwiseShape) {
  return arena.run(s.batch * s.outH * s.outW * s.channels, (y) => {
    arena.kernels.depthwiseConv2d(
      ...[arena.input(x), arena.input(f), y, s.batch, s.inH, s.inW, s.channels] as const,
      ...[s.outH, s.outW, s.kH, s.kW, s.strideH, s.strideW] as const,
      ...[s.dilationH, s.dilationW, s.top, s.left] as const,
    );
  });
}

for (const arena of arenas()) {
  const name = `depthwiseConv2d(), ${arena.build},`;

  Deno.test(`${name} is exact in whole numbers, around every tile`, () => {
    for (const s of DEPTHWISE_SHAPES) {
      const x = integers(s.batch * s.inH * s.inW * s.channels, 1);
      const f = integers(s.kH * s.kW * s.channels, 2);
      const plain = (values: ArrayLike<number>) => Float64Array.from(values, (v) => v + 0);
      const expected = depthwiseConv2d(x, f, s);
      assertSame(plain(convolve(arena, x, f, s)), plain(expected), describe(s));
    }
  });

  Deno.test(`${name} keeps its bound elsewhere`, () => {
    for (const s of DEPTHWISE_SHAPES) {
      const x = floats(s.batch * s.inH * s.inW * s.channels, 1);
      const f = floats(s.kH * s.kW * s.channels, 2);
      const sizes = depthwiseConv2d(magnitudes(x), magnitudes(f), s);
      const bound = (i: number) => s.kH * s.kW * 2 ** -23 * sizes[i]!;
      const expected = depthwiseConv2d(x, f, s);
      assertWithin(convolve(arena, x, f, s), expected, bound, describe(s));
    }
  });
}
