import { assertEquals } from "@std/assert";
import { conv2dBackpropFilter, type ConvShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { convShape } from "./conv_shapes.ts";
import { assertWithin, describe, floats, integers, magnitudes, range } from "./values.ts";

function gradient(
  arena: Arena,
  x: Float32Array,
  dy: Float32Array,
  s: ConvShape,
  [from, to] = [0, s.kH * s.kW * s.inC],
): Float32Array {
  return arena.run(s.kH * s.kW * s.inC * s.outC, (dw) => {
    arena.kernels.conv2dBackpropFilter(
      ...[arena.input(x), arena.input(dy), dw, s.batch, s.inH, s.inW, s.inC] as const,
      ...[s.kH, s.kW, s.outC, s.outH, s.outW, s.strideH, s.strideW, from, to] as const,
    );
  });
}

function check(arena: Arena, s: ConvShape): void {
  const n = s.batch * s.outH * s.outW;
  const draw = (values: typeof floats) =>
    [values(s.batch * s.inH * s.inW * s.inC, 1), values(n * s.outC, 2)] as const;
  const whole = draw(integers);
  const exact = conv2dBackpropFilter(...whole, s);
  assertWithin(gradient(arena, ...whole, s), exact, () => 0, `${describe(s)}, whole numbers`);

  const [x, dy] = draw(floats);
  const expected = conv2dBackpropFilter(x, dy, s);
  const scale = conv2dBackpropFilter(magnitudes(x), magnitudes(dy), s);
  const bound = (i: number) => n * 2 ** -23 * scale[i]!;
  assertWithin(gradient(arena, x, dy, s), expected, bound, describe(s));
}

for (const arena of arenas()) {
  const { build } = arena;
  const name = `conv2dBackpropFilter(), ${build}, agrees with the plain loop for`;

  // Taps go in groups of six, five, four and one; 1 to 26 holds every mix of them.
  for (const inC of range(1, 26)) {
    Deno.test(`${name} ${inC} taps`, () => {
      for (const outC of [1, 8, 9, 17]) check(arena, convShape({ kH: 1, kW: 1, inC, outC }));
    });
  }

  // Eight channels at once, then one.
  for (const outC of [...range(1, 17), 24, 25]) {
    Deno.test(`${name} ${outC} output channels`, () => {
      for (const outW of range(1, 7)) {
        check(arena, convShape({ outC, outW, kH: 3, kW: 3, inC: 1, strideW: 1 + outW % 3 }));
      }
    });
  }

  for (const [kH, kW] of range(1, 5).flatMap((h) => range(1, 5).map((w) => [h, w] as const))) {
    Deno.test(`${name} a ${kH} × ${kW} kernel`, () => {
      for (const strideH of range(1, 3)) {
        for (const strideW of range(1, 3)) {
          for (const inC of [1, 2]) {
            check(arena, convShape({ kH, kW, strideH, strideW, inC, outC: 9, unused: inC - 1 }));
          }
        }
      }
    });
  }

  // Rows of dy are taken in blocks of 24 KiB: 7 rows of 26 × 32 floats, 1 row of 200 × 33.
  Deno.test(`${name} more rows than a block holds`, () => {
    for (const outH of [6, 7, 8, 14, 15]) {
      for (const strideH of [1, 2]) {
        check(arena, convShape({ outH, outW: 26, outC: 32, strideH, kH: 3, kW: 3, inC: 1 }));
      }
    }
    for (const outW of [182, 186, 187, 200]) {
      check(arena, convShape({ outH: 3, outW, outC: 33, kH: 2, kW: 1, inC: 1, strideW: 2 }));
    }
  });

  Deno.test(`conv2dBackpropFilter(), ${build}, gives the same taps one by one and all at once`, () => {
    const s = convShape({ kH: 3, kW: 3, inC: 2, outC: 11, outH: 5, outW: 6 });
    const x = floats(s.batch * s.inH * s.inW * s.inC, 1);
    const dy = floats(s.batch * s.outH * s.outW * s.outC, 2);
    const whole = gradient(arena, x, dy, s);
    for (let from = 0; from < 18; from++) {
      for (const to of [from + 1, 18]) {
        const [part, ...bounds] = [
          gradient(arena, x, dy, s, [from, to]),
          from * 11,
          to * 11,
        ] as const;
        assertEquals(part.slice(...bounds), whole.slice(...bounds));
        assertEquals(part.filter((value) => !Number.isNaN(value)).length, (to - from) * 11);
      }
    }
  });

  Deno.test(`conv2dBackpropFilter(), ${build}, multiplies zeros with NaN and Infinity`, () => {
    const s = convShape({ outC: 9, inC: 3 });
    for (const bad of [NaN, Infinity]) {
      const x = new Float32Array(s.batch * s.inH * s.inW * s.inC).fill(bad);
      const dw = gradient(arena, x, new Float32Array(s.batch * s.outH * s.outW * s.outC), s);
      assertWithin(dw, new Float32Array(dw.length).fill(NaN), () => 0, `${bad}`);
    }
  });
}
