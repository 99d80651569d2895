import { avgPool3d, type Pool3dShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { POOL3D_SHAPES } from "./pool3d_shapes.ts";
import { assertWithin, describe, floats, magnitudes } from "./values.ts";

function pool(arena: Arena, x: Float32Array, s: Pool3dShape): Float32Array {
  return arena.run(s.batch * s.outD * s.outH * s.outW * s.channels, (out) => {
    arena.kernels.avgPool3d(
      ...[arena.input(x), out, s.batch, s.inD, s.inH, s.inW, s.channels] as const,
      ...[s.outD, s.outH, s.outW, s.kD, s.kH, s.kW, s.strideD, s.strideH, s.strideW] as const,
      ...[s.front, s.top, s.left] as const,
    );
  });
}

for (const arena of arenas()) {
  Deno.test(`avgPool3d(), ${arena.build}, agrees with the plain loop, at padded edges too`, () => {
    for (const s of POOL3D_SHAPES) {
      const x = floats(s.batch * s.inD * s.inH * s.inW * s.channels, 1);
      const sizes = avgPool3d(magnitudes(x), s);
      const bound = (i: number) => s.kD * s.kH * s.kW * 2 ** -23 * sizes[i]!;
      assertWithin(pool(arena, x, s), avgPool3d(x, s), bound, describe(s));
    }
  });
}
