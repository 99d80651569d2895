import { conv2d, type ConvShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { convShape } from "./conv_shapes.ts";
import {
  assertSame,
  assertWithin,
  describe,
  floats,
  integers,
  magnitudes,
  range,
} from "./values.ts";

type Options = { bias: boolean; relu: boolean; skip: boolean };

const ALL_OPTIONS: Options[] = [false, true].flatMap((bias) =>
  [false, true].flatMap((relu) => [false, true].map((skip) => ({ bias, relu, skip })))
);

type Data = { x: Float32Array; w: Float32Array; bias: Float32Array };

function convolve(arena: Arena, { x, w, bias }: Data, s: ConvShape, options: Options) {
  return arena.run(s.batch * s.outH * s.outW * s.outC, (y) => {
    const [from, weights] = [arena.input(x), arena.input(w)];
    const biasAt = options.bias ? arena.input(bias) : 0;
    const scratch = arena.scratch(s.kH * s.kW * s.inC + s.outC);
    arena.kernels.conv2d(
      ...[from, weights, biasAt, y] as const,
      ...[s.batch, s.inH, s.inW, s.inC, s.kH, s.kW, s.outC, s.outH, s.outW] as const,
      ...[s.strideH, s.strideW, Number(options.relu), Number(options.skip), scratch] as const,
    );
  });
}

function example(s: ConvShape, draw: (n: number, seed: number) => Float32Array): Data {
  const x = draw(s.batch * s.inH * s.inW * s.inC, 1);
  return { x, w: draw(s.kH * s.kW * s.inC * s.outC, 2), bias: draw(s.outC, 3) };
}

function check(arena: Arena, s: ConvShape, all: Options[] = ALL_OPTIONS): void {
  const whole = example(s, integers);
  const data = example(s, floats);
  const exact = conv2d(whole.x, whole.w, s);
  const expected = conv2d(data.x, data.w, s);
  const scale = conv2d(magnitudes(data.x), magnitudes(data.w), s);
  const share = (s.kH * s.kW * s.inC + 1) * 2 ** -23; // the bias is one more term
  for (const options of all) {
    const what = `${describe(s)} ${describe(options)}`;
    const finish = (sums: Float64Array, bias: Float32Array) =>
      sums.map((sum, i) => finishOne(sum + (options.bias ? bias[i % s.outC]! : 0), options.relu));
    assertWithin(convolve(arena, whole, s, options), finish(exact, whole.bias), () => 0, what);
    const bound = (i: number) => share * (scale[i]! + Math.abs(data.bias[i % s.outC]!));
    assertWithin(convolve(arena, data, s, options), finish(expected, data.bias), bound, what);
  }
}

function finishOne(value: number, relu: boolean): number {
  return relu && value < 0 ? 0 : value;
}

for (const arena of arenas()) {
  const { build } = arena;

  // Strips of six and five positions, and single ones below; eight channels at once, then one.
  for (const outC of [...range(1, 10), 15, 16, 17, 24, 25]) {
    Deno.test(`conv2d(), ${build}, agrees with the plain loop for ${outC} output channels`, () => {
      for (const outW of range(1, 14)) {
        check(arena, convShape({ outC, outW, kH: 2, kW: 2, inC: 2, strideW: 1 + outW % 3 }));
      }
    });
  }

  for (const [kH, kW] of range(1, 5).flatMap((h) => range(1, 5).map((w) => [h, w] as const))) {
    Deno.test(`conv2d(), ${build}, agrees with the plain loop for a ${kH} × ${kW} kernel`, () => {
      for (const strideH of range(1, 3)) {
        for (const strideW of range(1, 3)) {
          for (const inC of [1, 3]) {
            const sizes = { kH, kW, strideH, strideW, inC, outC: 9, outW: 7 };
            check(arena, convShape(sizes), [{ bias: true, relu: inC === 3, skip: inC === 1 }]);
          }
        }
      }
    });
  }

  for (const inC of range(1, 17)) {
    Deno.test(`conv2d(), ${build}, agrees with the plain loop for ${inC} input channels`, () => {
      check(arena, convShape({ inC, outC: 11, outW: 8, batch: 3, unused: 2 }));
    });
  }

  Deno.test(`conv2d(), ${build}, skips patches of zeros and gives what it gives without`, () => {
    for (const relu of [false, true]) {
      for (const outW of range(1, 14)) {
        for (const [strideW, kW] of [[1, 1], [1, 3], [2, 3], [3, 2]] as const) {
          const s = convShape({ outC: 9, outW, kH: 3, kW, strideW, inC: 2, batch: 2 });
          const data = example(s, floats);
          // One float that is not 0, at every place in turn: none may be overlooked.
          const stop = s.inH * s.inW * s.inC; // in the first image; the second is blank
          for (let at = 0; at < stop; at += 5) {
            data.x.fill(0);
            data.x[at] = 1;
            const options = { bias: true, relu, skip: false };
            const plain = convolve(arena, data, s, options);
            const skipped = convolve(arena, data, s, { ...options, skip: true });
            assertWithin(skipped, plain, () => 0, `${describe(s)}, 1 at ${at}`);
          }
        }
      }
    }
  });

  Deno.test(`conv2d(), ${build}, keeps a NaN behind the ReLU, in lanes and tail`, () => {
    const s = convShape({ outC: 11, outW: 7, kH: 1, kW: 1, inC: 1 });
    const { x, w, bias } = example(s, floats);
    for (const options of ALL_OPTIONS) {
      const where = (i: number) => i % 3 === 0;
      const holed = x.map((value, i) => where(i) ? NaN : value);
      const y = convolve(arena, { x: holed, w, bias }, s, options);
      const found = Array.from({ length: x.length }, (_, i) => y.slice(11 * i, 11 * i + 11));
      const full = (i: number) => found[i]!.every(Number.isNaN);
      const none = (i: number) => !found[i]!.some(Number.isNaN);
      const right = found.every((_, i) => where(i) ? full(i) : none(i));
      assertSame([Number(right)], [1], describe(options));
    }
  });

  Deno.test(`conv2d(), ${build}, multiplies zeros with NaN and Infinity unless told to skip`, () => {
    const s = convShape({ outC: 9, outW: 7, kH: 2, kW: 2, inC: 1 });
    for (const bad of [NaN, Infinity, -Infinity]) {
      const { x, w, bias } = example(s, floats);
      x.fill(0);
      w.fill(bad); // 0 · Infinity is NaN
      const options = { bias: true, relu: false, skip: false };
      const y = convolve(arena, { x, w, bias }, s, options);
      assertSame(y, new Float32Array(y.length).fill(NaN), `${bad}`);
    }
  });

  Deno.test(`conv2d(), ${build}, gives the bias, NaN included, where all patches are skipped`, () => {
    const s = convShape({ outC: 9, outW: 13, kH: 2, kW: 2, inC: 3 });
    const { x, w, bias } = example(s, floats);
    x.fill(0);
    bias.set([NaN, -1, 1]);
    for (const relu of [false, true]) {
      const y = convolve(arena, { x, w, bias }, s, { bias: true, relu, skip: true });
      assertSame(y, y.map((_, i) => finishOne(bias[i % 9]!, relu)), `relu ${relu}`);
    }
  });
}
