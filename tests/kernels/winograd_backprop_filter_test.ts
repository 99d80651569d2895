import { assert } from "@std/assert";
import { winogradBackpropFilter, type WinogradShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertSame, assertWithin, describe, floats, range } from "./values.ts";
import { filterScale, tilesOf } from "./winograd_bounds.ts";
import { eights, winogradShape, type WinogradSizes } from "./winograd_shapes.ts";

function gradient(
  arena: Arena,
  x: Float32Array,
  dy: Float32Array,
  s: WinogradShape,
  [from, to] = [0, s.outC],
): Float32Array {
  const { inC, outC } = s;
  const [channels, inputs] = [eights(to - from), 4 * Math.ceil(inC / 4)];
  return arena.run(9 * inC * outC, (dw) => {
    const [image, grad] = [arena.input(x), arena.input(dy)];
    const block = 24 * (inC + channels) + inputs * channels + 48;
    const scratch = arena.scratch(144 + 36 * (Math.max(inC, outC) + block));
    arena.kernels.winogradBackpropFilter(
      ...[image, grad, dw, s.batch, s.inH, s.inW, inC, outC, s.outH, s.outW] as const,
      ...[s.top, s.left, from, to, scratch] as const,
    );
  });
}

function example(s: WinogradShape): [Float32Array, Float32Array] {
  const x = floats(s.batch * s.inH * s.inW * s.inC, 1);
  return [x, floats(s.batch * s.outH * s.outW * s.outC, 2)];
}

function check(arena: Arena, sizes: WinogradSizes): void {
  const s = winogradShape(sizes);
  const [x, dy] = example(s);
  const scale = filterScale(x, dy, s);
  const bound = (i: number) => (tilesOf(s) + 32) * 2 ** -23 * scale[i]!;
  assertWithin(gradient(arena, x, dy, s), winogradBackpropFilter(x, dy, s), bound, describe(s));
}

for (const arena of arenas()) {
  const { build } = arena;
  const name = `winogradBackpropFilter(), ${build},`;

  for (const outH of range(1, 9)) {
    Deno.test(`${name} agrees with the plain loop for ${outH} rows of outputs`, () => {
      for (const outW of range(1, 9)) {
        check(arena, { outH, outW });
        check(arena, { outH, outW, behind: -1 });
        if (Math.min(outH, outW) > 1) check(arena, { outH, outW, top: 1, left: 1, behind: 1 });
        if (outH > 3 && outW > 3) check(arena, { outH, outW, top: 2, left: 0, behind: 1 });
      }
    });
  }

  // Six or four channels in, an odd one with a neighbour; eight channels out.
  for (const channels of [...range(4, 18), 20, 24, 25, 32]) {
    Deno.test(`${name} agrees with the plain loop for ${channels} channels`, () => {
      check(arena, { inC: channels });
      check(arena, { outC: channels });
      check(arena, { inC: channels, outC: channels, top: 1, left: 1, behind: 1 });
    });
  }

  // Blocks of 24 tiles.
  for (const batch of range(1, 5)) {
    Deno.test(`${name} agrees with the plain loop for ${batch} images`, () => {
      for (const [outH, outW] of [[1, 1], [1, 20], [17, 21], [26, 24]] as const) {
        check(arena, { batch, outH, outW });
      }
    });
  }

  Deno.test(`${name} gives the same channels few by few and all at once`, () => {
    const s = winogradShape({ batch: 3, outH: 10, outW: 13, inC: 5, outC: 29, top: 1, left: 1 });
    const [x, dy] = example(s);
    const whole = gradient(arena, x, dy, s);
    assert(!whole.some(Number.isNaN));
    for (const [from, to] of [[0, 4], [0, 8], [8, 16], [3, 9], [16, 29], [25, 29]] as const) {
      const part = gradient(arena, x, dy, s, [from, to]);
      const wanted = (i: number) => i % 29 >= from && i % 29 < to;
      assertSame(part, whole.map((value, i) => wanted(i) ? value : NaN), `${from} to ${to}`);
    }
  });

  Deno.test(`${name} errs on random numbers at most four times as much as conv2dBackpropFilter`, () => {
    for (const batch of [1, 4]) {
      const s = winogradShape({ batch, inC: 8, outC: 16, outH: 12, outW: 12 });
      const [x, dy] = example(s);
      const expected = winogradBackpropFilter(x, dy, s);
      const direct = arena.run(expected.length, (dw) => {
        const taps = [3, 3, 16, 12, 12, 1, 1, 0, 72] as const;
        const addresses = [arena.input(x), arena.input(dy), dw] as const;
        arena.kernels.conv2dBackpropFilter(...addresses, batch, 14, 14, 8, ...taps);
      });
      const error = (dw: Float32Array) => Math.hypot(...dw.map((v, i) => v - expected[i]!));
      const ratio = error(gradient(arena, x, dy, s)) / error(direct);
      assert(ratio < 4, `${ratio} times conv2dBackpropFilter's error for ${batch} images`);
    }
  });

  Deno.test(`${name} spreads a NaN or an infinity over its channels' taps, and no further`, () => {
    const s = winogradShape({ outH: 6, outW: 6 });
    for (const bad of [NaN, Infinity, -Infinity]) {
      const [x, dy] = example(s);
      x[(3 * 8 + 4) * 4 + 1] = bad;
      const dw = gradient(arena, x, dy, s);
      const spread = dw.map((value, i) => Math.floor(i / 5) % 4 === 1 ? NaN : value);
      assertSame(dw, spread, `${bad}`);
      assert(dw.some(Number.isFinite));
    }
  });
}
