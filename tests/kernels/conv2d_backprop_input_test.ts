import { conv2dBackpropInput, type ConvShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { convShape } from "./conv_shapes.ts";
import { assertWithin, describe, floats, integers, magnitudes, range } from "./values.ts";

/** The input gradient from three kernels: the filter turned round, dy spread out, a convolution. */
function gradient(arena: Arena, dy: Float32Array, w: Float32Array, s: ConvShape): Float32Array {
  const { kernels } = arena;
  const [height, width] = [s.inH + s.kH - 1, s.inW + s.kW - 1];
  const taps = s.kH * s.kW * s.outC;
  return arena.run(s.batch * s.inH * s.inW * s.inC, (dx) => {
    const [dyAt, wAt] = [arena.input(dy), arena.input(w)];
    const flipped = arena.scratch(w.length);
    const spread = arena.scratch(s.batch * height * width * s.outC);
    kernels.flipFilter(wAt, flipped, s.kH, s.kW, s.inC, s.outC);
    kernels.pad(
      ...[dyAt, spread, s.batch, s.outH, s.outW, s.outC, height, width] as const,
      ...[s.kH - 1, s.kW - 1, s.strideH, s.strideW] as const,
    );
    kernels.conv2d(
      ...[spread, flipped, 0, dx, s.batch, height, width, s.outC, s.kH, s.kW] as const,
      ...[s.inC, s.inH, s.inW, 1, 1, 0, 1, arena.scratch(taps + s.inC)] as const,
    );
  });
}

function check(arena: Arena, s: ConvShape): void {
  const draw = (values: typeof floats) =>
    [
      values(s.batch * s.outH * s.outW * s.outC, 1),
      values(s.kH * s.kW * s.inC * s.outC, 2),
    ] as const;
  const whole = draw(integers);
  const exact = conv2dBackpropInput(...whole, s);
  assertWithin(gradient(arena, ...whole, s), exact, () => 0, `${describe(s)}, whole numbers`);

  const [dy, w] = draw(floats);
  const expected = conv2dBackpropInput(dy, w, s);
  const scale = conv2dBackpropInput(magnitudes(dy), magnitudes(w), s);
  const bound = (i: number) => s.kH * s.kW * s.outC * 2 ** -23 * scale[i]!;
  assertWithin(gradient(arena, dy, w, s), expected, bound, describe(s));
}

for (const arena of arenas()) {
  const name = `conv2d() of a turned filter, ${arena.build}, is the input gradient for`;

  for (const inC of [...range(1, 10), 16, 17]) {
    Deno.test(`${name} ${inC} input channels`, () => {
      for (const outC of [1, 3, 4, 8, 9]) check(arena, convShape({ inC, outC }));
    });
  }

  for (const [kH, kW] of range(1, 5).flatMap((h) => range(1, 5).map((w) => [h, w] as const))) {
    Deno.test(`${name} a ${kH} × ${kW} kernel, strides of 1 to 3`, () => {
      for (const strideH of range(1, 3)) {
        for (const strideW of range(1, 3)) {
          for (const unused of [0, 1]) {
            check(arena, convShape({ kH, kW, strideH, strideW, unused }));
          }
        }
      }
    });
  }
}
