import { assert, assertAlmostEquals } from "@std/assert";
import {
  conv2d,
  maxPool3d,
  winogradConv2d,
  type WinogradShape,
} from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertSame, assertWithin, describe, floats, range } from "./values.ts";
import { convScale, largestScale, tilesOf } from "./winograd_bounds.ts";
import { eights, winogradShape, type WinogradSizes } from "./winograd_shapes.ts";

type Options = { bias: boolean; relu: boolean; pool?: boolean };
type Data = { x: Float32Array; w: Float32Array; bias: Float32Array };

const PLAIN: Options = { bias: false, relu: false };
const POOLED: Options = { bias: true, relu: true, pool: true };
const ALL_OPTIONS: Options[] = [false, true].flatMap((bias) =>
  [false, true].map((relu) => ({ bias, relu }))
);

function convolve(
  arena: Arena,
  { x, w, bias }: Data,
  s: WinogradShape,
  options = PLAIN,
  [from, to] = [0, tilesOf(s)],
): Float32Array {
  const { inC, outC } = s;
  const pool = options.pool ? 1 : 0;
  return arena.run(s.batch * (s.outH >> pool) * (s.outW >> pool) * outC, (y) => {
    const [image, weights] = [arena.input(x), arena.input(w)];
    const biasAt = options.bias ? arena.input(bias) : 0;
    const u = arena.scratch(36 * (inC * eights(outC) + 16));
    arena.kernels.winogradFilter(weights, u, inC, outC, 0, inC, arena.scratch(36 * 8));
    const block = 24 * (inC + eights(outC)) + 32;
    const scratch = arena.scratch(344 + 36 * (Math.max(inC, outC) + block));
    arena.kernels.winogradConv2d(
      ...[image, u, biasAt, y, s.inH, s.inW, inC, outC, s.outH, s.outW] as const,
      ...[s.top, s.left, Number(options.relu), pool, from, to, scratch] as const,
    );
  });
}

function example(s: WinogradShape): Data {
  const x = floats(s.batch * s.inH * s.inW * s.inC, 1);
  return { x, w: floats(9 * s.inC * s.outC, 2), bias: floats(s.outC, 3) };
}

function check(arena: Arena, sizes: WinogradSizes, all = ALL_OPTIONS): void {
  const s = winogradShape(sizes);
  const data = example(s);
  const scale = convScale(data.x, data.w, s);
  for (const { bias, relu, pool = false } of all) {
    const expected = winogradConv2d(data.x, data.w, {
      ...{ ...s, relu, pool },
      ...(bias ? { bias: data.bias } : {}),
    });
    const largest = pool ? scale.reduce((a, b) => Math.max(a, b)) : 0;
    const of = (i: number) => pool ? largest : scale[i]!;
    const bound = (i: number) => (s.inC + 32) * 2 ** -23 * (of(i) + (bias ? 1 : 0));
    assertWithin(convolve(arena, data, s, { bias, relu, pool }), expected, bound, describe(s));
  }
}

for (const arena of arenas()) {
  const { build } = arena;
  const name = `winogradConv2d(), ${build},`;

  // Tiles of 4 × 4 outputs; padding as of "valid", "same" and the input's gradient, and unlike sides.
  for (const outH of range(1, 9)) {
    Deno.test(`${name} agrees with the plain loop for ${outH} rows of outputs`, () => {
      for (const outW of range(1, 9)) {
        const least = Math.min(outH, outW);
        check(arena, { outH, outW }, least > 1 ? [PLAIN, { ...PLAIN, pool: true }] : [PLAIN]);
        check(arena, { outH, outW, behind: -1 }, [PLAIN]);
        if (Math.min(outH, outW) > 1) check(arena, { outH, outW, top: 1, left: 1, behind: 1 });
        if (outH > 3 && outW > 3) {
          check(arena, { outH, outW, top: 2, left: 2, behind: 2, batch: 1 }, [PLAIN]);
          check(arena, { outH, outW, top: 2, left: 0, behind: 1 }, [PLAIN]);
        }
      }
    });
  }

  // Four channels in a vector, eight in a tile.
  for (const channels of [...range(4, 18), 24, 25, 32]) {
    Deno.test(`${name} agrees with the plain loop for ${channels} channels`, () => {
      check(arena, { inC: channels });
      check(arena, { outC: channels }, [...ALL_OPTIONS, POOLED]);
      check(arena, { inC: channels, outC: channels, top: 1, left: 1, behind: 1 }, [PLAIN]);
    });
  }

  // Six tiles at once, blocks of 24.
  for (const batch of range(1, 5)) {
    Deno.test(`${name} agrees with the plain loop for ${batch} images`, () => {
      for (const [outH, outW] of [[1, 1], [1, 20], [17, 21], [26, 24]] as const) {
        check(arena, { batch, outH, outW }, outH > 1 ? [PLAIN, POOLED] : [PLAIN]);
      }
    });
  }

  Deno.test(`${name} pools to the maxima of what it gives otherwise, to the bit`, () => {
    for (const [outH, outW, top] of [[12, 12, 0], [11, 10, 1], [9, 15, 2]] as const) {
      const s = winogradShape({ batch: 2, inC: 5, outC: 9, outH, outW, top, left: top });
      const data = example(s);
      const isInk = (i: number) => i % 7 === 3; // blank patches and flat tiles among the others
      data.x.forEach((_, i) => data.x[i] = isInk(Math.floor(i / s.inC / 9)) ? data.x[i]! : 0);
      for (const options of ALL_OPTIONS) {
        const y = convolve(arena, data, s, options);
        const expected = maxPool3d(y, {
          ...{ batch: s.batch, inD: 1, inH: outH, inW: outW, channels: s.outC },
          ...{ outD: 1, outH: outH >> 1, outW: outW >> 1, kD: 1, kH: 2, kW: 2 },
          ...{ strideD: 1, strideH: 2, strideW: 2, front: 0, top: 0, left: 0 },
        });
        assertSame(convolve(arena, data, s, { ...options, pool: true }), expected, describe(s));
      }
    }
  });

  Deno.test(`${name} gives the same tiles few by few and all at once`, () => {
    const s = winogradShape({ batch: 3, outH: 10, outW: 13, inC: 5, outC: 9, top: 1, left: 1 });
    const data = example(s);
    const whole = convolve(arena, data, s);
    assert(!whole.some(Number.isNaN));
    const tiles = tilesOf(s);
    for (const [from, to] of [[0, 1], [5, 12], [7, 31], [30, tiles], [4, 4]] as const) {
      const part = convolve(arena, data, s, PLAIN, [from, to]);
      const wanted = (i: number) => {
        const [b, at] = [Math.floor(i / (10 * 13 * 9)), Math.floor(i / 9) % 130];
        const tile = b * 12 + Math.floor(at / 13 / 4) * 4 + Math.floor(at % 13 / 4);
        return tile >= from && tile < to;
      };
      assertSame(part, whole.map((value, i) => wanted(i) ? value : NaN), `${from} to ${to}`);
    }
  });

  // What a tile of one colour gives is copied: it must be what the tile alone gives.
  Deno.test(`${name} gives the same tiles alone and after others of the same colours`, () => {
    for (
      const [outH, outW, top, batch] of [[24, 24, 0, 5], [22, 26, 1, 2], [9, 40, 0, 1]] as const
    ) {
      const s = winogradShape({ batch, inC: 5, outC: 9, outH, outW, top, left: top });
      const data = example(s);
      const grounds = floats(3 * s.inC, 4);
      data.x.forEach((_, i) => {
        const [pixel, c] = [Math.floor(i / s.inC), i % s.inC];
        const [row, column] = [Math.floor(pixel / s.inW) % s.inH, pixel % s.inW];
        const image = Math.floor(pixel / s.inW / s.inH);
        // Images of one colour after the first two: more copies than a block takes at once.
        const isInk = image < 2 && row > 4 && row < 8 && column > 8 && column < 13;
        const ground = image < 2
          ? column > 13 && row > 6 ? row % 21 === 20 ? 2 : 1 : 0
          : Math.floor(image / 3);
        if (!isInk) data.x[i] = grounds[ground * s.inC + c]!;
      });
      for (const options of [PLAIN, { bias: true, relu: true }, POOLED]) {
        const alone = convolve(arena, data, s, options, [0, 0]); // nothing: NaN everywhere
        for (let tile = 0; tile < tilesOf(s); tile++) {
          convolve(arena, data, s, options, [tile, tile + 1]).forEach((value, i) => {
            if (!Number.isNaN(value)) alone[i] = value;
          });
        }
        assertSame(convolve(arena, data, s, options), alone, describe(s));
      }
    }
  });

  Deno.test(`${name} errs on random numbers at most four times as much as conv2d`, () => {
    for (const inC of [8, 32, 64]) {
      const s = winogradShape({ batch: 1, inC, outC: 16, outH: 12, outW: 12 });
      const { x, w, bias } = example(s);
      const expected = winogradConv2d(x, w, s);
      const direct = arena.run(expected.length, (y) => {
        arena.kernels.conv2d(
          ...[arena.input(x), arena.input(w), 0, y, 1, 14, 14, inC, 3, 3, 16, 12, 12] as const,
          ...[1, 1, 0, 0, arena.scratch(9 * inC + 16)] as const,
        );
      });
      const error = (y: Float32Array) => Math.hypot(...y.map((value, i) => value - expected[i]!));
      const ratio = error(convolve(arena, { x, w, bias }, s)) / error(direct);
      assert(ratio < 4, `${ratio} times conv2d's error for ${inC} channels`);
    }
  });

  Deno.test(`${name} gives the bias alone, to the bit, where all pixels under the filter are 0`, () => {
    for (const [outH, outW, top] of [[12, 12, 0], [11, 10, 1], [9, 14, 2]] as const) {
      const s = winogradShape({ batch: 2, inC: 5, outC: 9, outH, outW, top, left: top });
      const data = example(s);
      const isInk = (i: number) => i % 7 === 3;
      data.x.forEach((_, i) => data.x[i] = isInk(Math.floor(i / s.inC / 2)) ? data.x[i]! : 0);
      for (const options of ALL_OPTIONS) {
        const y = convolve(arena, data, s, options);
        const ones = { x: data.x.map(Math.abs), w: data.w.map(() => 1), bias: data.bias };
        const ink = winogradConv2d(ones.x, ones.w, s); // 0 where nothing but zeros is summed
        let blanks = 0;
        y.forEach((value, i) => {
          if (ink[i] !== 0) return;
          blanks++;
          const bias = options.bias ? data.bias[i % s.outC]! : 0;
          assert(value === (options.relu ? Math.max(0, bias) : bias), `${i}: ${value}`);
        });
        assert(blanks > 0 && blanks < y.length);
      }
    }
  });

  Deno.test(`${name} spreads a NaN or an infinity over the tiles that it meets, and no further`, () => {
    const s = winogradShape({ batch: 1, outH: 12, outW: 12 });
    for (const bad of [NaN, Infinity, -Infinity]) {
      const data = example(s);
      data.x[(6 * 14 + 7) * 4 + 1] = bad; // of the middle tile alone
      const y = convolve(arena, data, s, { bias: true, relu: true });
      const inMiddle = (i: number) => {
        const [r, q] = [Math.floor(i / 5 / 12), Math.floor(i / 5) % 12];
        return r >= 4 && r < 8 && q >= 4 && q < 8;
      };
      y.forEach((value, i) => {
        if (!inMiddle(i)) assert(Number.isFinite(value), `value ${i}, ${bad}`);
      });
      const direct = conv2d(data.x, data.w, {
        ...{ ...s, kH: 3, kW: 3, strideH: 1, strideW: 1, bias: data.bias },
      });
      direct.forEach((value, i) => {
        if (!Number.isFinite(value)) assert(Number.isNaN(y[i]), `value ${i}, ${bad}`);
      });
    }
  });
}

Deno.test("the bound of winogradConv2d()'s error says 620 for each channel", () => {
  assertAlmostEquals(largestScale(), 620, 0.1);
});
