import { maxPool3dGrad, type Pool3dShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { POOL3D_SHAPES } from "./pool3d_shapes.ts";
import { assertSame, describe, floats, integers } from "./values.ts";

function gradient(arena: Arena, x: Float32Array, dy: Float32Array, s: Pool3dShape): Float32Array {
  return arena.run(x.length, (dx) => {
    arena.kernels.maxPool3dGrad(
      ...[arena.input(x), arena.input(dy), dx, s.batch, s.inD, s.inH, s.inW] as const,
      ...[s.channels, s.outD, s.outH, s.outW, s.kD, s.kH, s.kW] as const,
      ...[s.strideD, s.strideH, s.strideW, s.front, s.top, s.left] as const,
    );
  });
}

for (const arena of [...arenas(), ...arenas(Infinity)]) {
  const around = Number.isNaN(arena.floats(0, 1)[0]) ? "NaN" : "Infinity";

  Deno.test(`maxPool3dGrad(), ${arena.build}, ${around} around, agrees with the plain loop`, () => {
    for (const s of POOL3D_SHAPES) {
      const n = s.batch * s.inD * s.inH * s.inW * s.channels;
      const dy = integers(s.batch * s.outD * s.outH * s.outW * s.channels, 2);
      const mixed = Float32Array.from({ length: n }, (_, i) => [NaN, -Infinity, -1, NaN][i % 4]!);
      // Below 0, with equal values, and of NaN and −Infinity in between.
      for (const x of [floats(n, 1), floats(n, 1).map((v) => v - 2), integers(n, 1), mixed]) {
        const plain = (values: ArrayLike<number>) => Float64Array.from(values, (v) => v + 0);
        const expected = maxPool3dGrad(x, dy, s);
        assertSame(plain(gradient(arena, x, dy, s)), plain(expected), describe(s));
      }
    }
  });
}
