import { depthwiseBackpropFilter, type DepthwiseShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { DEPTHWISE_SHAPES } from "./depthwise_shapes.ts";
import { assertSame, assertWithin, describe, floats, integers, magnitudes } from "./values.ts";

function gradient(arena: Arena, x: Float32Array, dy: Float32Array, s: DepthwiseShape) {
  return arena.run(s.kH * s.kW * s.channels, (df) => {
    arena.kernels.depthwiseBackpropFilter(
      ...[arena.input(x), arena.input(dy), df, s.batch, s.inH, s.inW, s.channels] as const,
      ...[s.outH, s.outW, s.kH, s.kW, s.strideH, s.strideW] as const,
      ...[s.dilationH, s.dilationW, s.top, s.left] as const,
    );
  });
}

for (const arena of arenas()) {
  const name = `depthwiseBackpropFilter(), ${arena.build},`;

  Deno.test(`${name} is exact in whole numbers, around every tile`, () => {
    for (const s of DEPTHWISE_SHAPES) {
      const x = integers(s.batch * s.inH * s.inW * s.channels, 1);
      const dy = integers(s.batch * s.outH * s.outW * s.channels, 2);
      const plain = (values: ArrayLike<number>) => Float64Array.from(values, (v) => v + 0);
      const expected = depthwiseBackpropFilter(x, dy, s);
      assertSame(plain(gradient(arena, x, dy, s)), plain(expected), describe(s));
    }
  });

  Deno.test(`${name} keeps its bound elsewhere`, () => {
    for (const s of DEPTHWISE_SHAPES) {
      const x = floats(s.batch * s.inH * s.inW * s.channels, 1);
      const dy = floats(s.batch * s.outH * s.outW * s.channels, 2);
      const sizes = depthwiseBackpropFilter(magnitudes(x), magnitudes(dy), s);
      const bound = (i: number) => (s.outW + s.batch * s.outH) * 2 ** -23 * sizes[i]!;
      const expected = depthwiseBackpropFilter(x, dy, s);
      assertWithin(gradient(arena, x, dy, s), expected, bound, describe(s));
    }
  });
}
