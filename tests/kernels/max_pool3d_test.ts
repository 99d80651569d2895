import { maxPool3d, type Pool3dShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { POOL3D_SHAPES } from "./pool3d_shapes.ts";
import { assertSame, describe, floats } from "./values.ts";

function pool(arena: Arena, x: Float32Array, s: Pool3dShape): Float32Array {
  return arena.run(s.batch * s.outD * s.outH * s.outW * s.channels, (out) => {
    arena.kernels.maxPool3d(
      ...[arena.input(x), out, s.batch, s.inD, s.inH, s.inW, s.channels] as const,
      ...[s.outD, s.outH, s.outW, s.kD, s.kH, s.kW, s.strideD, s.strideH, s.strideW] as const,
      ...[s.front, s.top, s.left] as const,
    );
  });
}

for (const arena of [...arenas(), ...arenas(Infinity)]) {
  const around = Number.isNaN(arena.floats(0, 1)[0]) ? "NaN" : "Infinity";
  const name = `maxPool3d(), ${arena.build}, ${around} around,`;

  Deno.test(`${name} agrees with the plain loop, below 0 too`, () => {
    for (const s of POOL3D_SHAPES) {
      const x = floats(s.batch * s.inD * s.inH * s.inW * s.channels, 1);
      for (const values of [x, x.map((value) => value - 2)]) {
        assertSame(pool(arena, values, s), maxPool3d(values, s), describe(s));
      }
    }
  });

  Deno.test(`${name} lets NaN through to the windows that hold it`, () => {
    for (const s of POOL3D_SHAPES) {
      const x = floats(s.batch * s.inD * s.inH * s.inW * s.channels, 1);
      const spoilt = x.map((value, i) => i % 11 === 0 ? NaN : value);
      assertSame(pool(arena, spoilt, s), maxPool3d(spoilt, s), describe(s));
    }
  });
}
