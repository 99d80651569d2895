import { depthwiseBackpropInput, type DepthwiseShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { DEPTHWISE_SHAPES } from "./depthwise_shapes.ts";
import { assertSame, assertWithin, describe, floats, integers, magnitudes } from "./values.ts";

function gradient(arena: Arena, dy: Float32Array, f: Float32Array, s: DepthwiseShape) {
  return arena.run(s.batch * s.inH * s.inW * s.channels, (dx) => {
    arena.kernels.depthwiseBackpropInput(
      ...[arena.input(dy), arena.input(f), dx, s.batch, s.inH, s.inW, s.channels] as const,
      ...[s.outH, s.outW, s.kH, s.kW, s.strideH, s.strideW] as const,
      ...[s.dilationH, s.dilationW, s.top, s.left] as const,
    );
  });
}

for (const arena of arenas()) {
  const name = `depthwiseBackpropInput(), ${arena.build},`;

  Deno.test(`${name} is exact in whole numbers, around every tile`, () => {
    for (const s of DEPTHWISE_SHAPES) {
      const dy = integers(s.batch * s.outH * s.outW * s.channels, 1);
      const f = integers(s.kH * s.kW * s.channels, 2);
      const plain = (values: ArrayLike<number>) => Float64Array.from(values, (v) => v + 0);
      const expected = depthwiseBackpropInput(dy, f, s);
      assertSame(plain(gradient(arena, dy, f, s)), plain(expected), describe(s));
    }
  });

  Deno.test(`${name} keeps its bound elsewhere`, () => {
    for (const s of DEPTHWISE_SHAPES) {
      const dy = floats(s.batch * s.outH * s.outW * s.channels, 1);
      const f = floats(s.kH * s.kW * s.channels, 2);
      const sizes = depthwiseBackpropInput(magnitudes(dy), magnitudes(f), s);
      const bound = (i: number) => s.kH * s.kW * 2 ** -23 * sizes[i]!;
      const expected = depthwiseBackpropInput(dy, f, s);
      assertWithin(gradient(arena, dy, f, s), expected, bound, describe(s));
    }
  });
}
