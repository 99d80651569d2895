import { maxPoolGrad, type PoolShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertSame, describe, floats, integers, range } from "./values.ts";

const SHAPE: PoolShape = {
  ...{ batch: 2, inH: 5, inW: 6, channels: 5, outH: 2, outW: 3 },
  ...{ kH: 2, kW: 2, strideH: 2, strideW: 2, top: 0, left: 0 },
};

function gradient(arena: Arena, x: Float32Array, dy: Float32Array, s: PoolShape): Float32Array {
  return arena.run(x.length, (dx) => {
    arena.kernels.maxPoolGrad(
      ...[arena.input(x), arena.input(dy), dx, s.batch, s.inH, s.inW, s.channels] as const,
      ...[s.outH, s.outW, s.kH, s.kW, s.strideH, s.strideW, s.top, s.left] as const,
    );
  });
}

/** Sums of whole numbers are exact, so that any difference is a gradient in the wrong place. */
function check(arena: Arena, s: PoolShape, x?: Float32Array): void {
  const n = s.batch * s.inH * s.inW * s.channels;
  const dy = integers(s.batch * s.outH * s.outW * s.channels, 2);
  for (const values of x ? [x] : [floats(n, 1), floats(n, 1).map((v) => v - 1), integers(n, 1)]) {
    const expected = maxPoolGrad(values, dy, s);
    const same = (dx: ArrayLike<number>) => Float64Array.from(dx, (v) => v + 0); // −0 is 0 here
    assertSame(same(gradient(arena, values, dy, s)), same(expected), describe(s));
  }
}

/** Images of −Infinity, of NaN, of NaN with one number in it, and of a −Infinity among NaN. */
function oddImages(n: number): Float32Array[] {
  const infinite = new Float32Array(n).fill(-Infinity);
  const nan = new Float32Array(n).fill(NaN);
  const mixed = Float32Array.from({ length: n }, (_, i) => [NaN, -Infinity, -1, NaN, NaN][i % 5]!);
  return [infinite, nan, nan.map((v, i) => i % 7 === 0 ? -5 : v), mixed];
}

// A float read outside of the image as Infinity would be the maximum; as NaN it would not show.
for (const arena of [...arenas(), ...arenas(Infinity)]) {
  const around = Number.isNaN(arena.floats(0, 1)[0]) ? "NaN" : "Infinity";
  const name = `maxPoolGrad(), ${arena.build}, ${around} around,`;

  // Four channels at once, then one.
  for (const channels of range(1, 13)) {
    Deno.test(`${name} agrees with the plain loop for ${channels} channels`, () => {
      check(arena, { ...SHAPE, channels });
      check(arena, { ...SHAPE, channels, batch: 1, inW: 7 });
      for (const x of oddImages(2 * 5 * 6 * channels)) check(arena, { ...SHAPE, channels }, x);
    });
  }

  for (const [kH, kW] of range(1, 5).flatMap((h) => range(1, 5).map((w) => [h, w] as const))) {
    Deno.test(`${name} agrees with the plain loop for windows of ${kH} × ${kW}`, () => {
      for (const strideH of range(1, 3)) {
        for (const strideW of range(1, 3)) {
          for (const [top, left] of [[0, 0], [1, 0], [kH - 1, kW - 1]] as const) {
            // The last windows reach beyond the image where `behind` is above 0.
            for (const behind of [0, 1]) {
              const outH = Math.ceil((5 + top + behind - kH) / strideH) + behind;
              const outW = Math.ceil((6 + left - kW) / strideW) + 1;
              if (outH < 1 || outW < 1) continue;
              check(arena, { ...SHAPE, kH, kW, strideH, strideW, top, left, outH, outW });
            }
          }
        }
      }
    });
  }

  Deno.test(`${name} gives the gradient of a window to the first of equal maxima`, () => {
    for (const value of [0, -3, 7, -Infinity]) {
      const x = new Float32Array(4 * 5).fill(value);
      const one = { ...SHAPE, batch: 1, inH: 2, inW: 2, outH: 1, outW: 1 };
      const dy = Float32Array.of(1, 2, 3, 4, 5);
      const expected = new Float32Array(20);
      expected.set(dy); // the first pixel's five channels
      assertSame(gradient(arena, x, dy, one), expected, `all ${value}`);
    }
  });

  Deno.test(`${name} gives nothing to a window of NaN or of padding alone`, () => {
    const one = { ...SHAPE, batch: 1, inH: 2, inW: 2, outH: 1, outW: 1 };
    const dy = Float32Array.of(1, 2, 3, 4, 5);
    const nothing = new Float32Array(20);
    assertSame(gradient(arena, new Float32Array(20).fill(NaN), dy, one), nothing, "NaN");
    assertSame(gradient(arena, floats(20, 1), dy, { ...one, top: 2 }), nothing, "above the image");
    assertSame(gradient(arena, floats(20, 1), dy, { ...one, left: -2 }), nothing, "right of it");
  });
}
