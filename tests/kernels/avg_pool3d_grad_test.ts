import { avgPool3dGrad, type Pool3dShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { POOL3D_SHAPES } from "./pool3d_shapes.ts";
import { assertWithin, describe, floats, magnitudes } from "./values.ts";

function gradient(arena: Arena, dy: Float32Array, s: Pool3dShape): Float32Array {
  return arena.run(s.batch * s.inD * s.inH * s.inW * s.channels, (dx) => {
    arena.kernels.avgPool3dGrad(
      ...[arena.input(dy), dx, s.batch, s.inD, s.inH, s.inW, s.channels] as const,
      ...[s.outD, s.outH, s.outW, s.kD, s.kH, s.kW, s.strideD, s.strideH, s.strideW] as const,
      ...[s.front, s.top, s.left] as const,
    );
  });
}

for (const arena of arenas()) {
  Deno.test(`avgPool3dGrad(), ${arena.build}, agrees with the plain loop, at padded edges too`, () => {
    for (const s of POOL3D_SHAPES) {
      const dy = floats(s.batch * s.outD * s.outH * s.outW * s.channels, 1);
      const sizes = avgPool3dGrad(magnitudes(dy), s);
      const windows = s.kD * s.kH * s.kW; // no place is in more of them
      const bound = (i: number) => (windows + 1) * 2 ** -23 * sizes[i]!;
      assertWithin(gradient(arena, dy, s), avgPool3dGrad(dy, s), bound, describe(s));
    }
  });
}
