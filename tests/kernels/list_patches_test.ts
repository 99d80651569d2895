import { type ConvShape, listPatches } from "../../lib/kernels/reference/mod.ts";
import { createPrng } from "descent/core";
import { assertEquals } from "@std/assert";
import { type Arena, arenas } from "./arena.ts";
import { convShape } from "./conv_shapes.ts";
import { describe, range } from "./values.ts";

function list({ kernels, run, input, scratch, floats }: Arena, x: Float32Array, s: ConvShape) {
  const most = s.batch * s.outH * s.outW;
  let [length, samples, patches] = [0, 0, 0];
  const starts = run(s.outH * s.outW + 1, (startsAt) => {
    const from = input(x);
    samples = scratch(most);
    patches = scratch(most);
    const words = s.outH * Math.ceil(s.outW / 32) * 4 * Math.ceil(s.batch / 4);
    const room = scratch(s.inW * s.inC + 4 + words);
    length = kernels.listPatches(
      ...[from, s.batch, s.inH, s.inW, s.inC, s.kH, s.kW, s.outH, s.outW] as const,
      ...[s.strideH, s.strideW, startsAt, samples, patches, room] as const,
    );
  });
  const int32 = (values: Float32Array) => new Int32Array(values.buffer);
  return {
    starts: int32(starts),
    samples: int32(floats(samples, length)),
    patches: int32(floats(patches, length)),
  };
}

function size(s: ConvShape): number {
  return s.batch * s.inH * s.inW * s.inC;
}

/** Images of which a share of the values is not zero. */
function images(s: ConvShape, share: number): Float32Array {
  const prng = createPrng(1);
  return Float32Array.from({ length: size(s) }, () => prng.next() < share ? 2 : 0);
}

function check(arena: Arena, s: ConvShape): void {
  for (const share of [0, 0.05, 0.3, 1]) {
    const x = images(s, share);
    assertEquals(list(arena, x, s), listPatches(x, s), `${describe(s)}, ${share} not zero`);
  }
}

for (const arena of arenas()) {
  const { build } = arena;
  const name = `listPatches(), ${build}, equals the plain loop for`;

  // One channel and stride 1: up to 32 positions at once.
  for (const outW of [...range(1, 9), 31, 32, 33, 63, 64, 65]) {
    Deno.test(`${name} ${outW} positions in a row`, () => {
      for (const kW of [...range(1, 5), 32, 33, 34]) {
        for (const batch of [1, 3, 4, 5]) {
          check(arena, convShape({ batch, outW, kW, kH: 3, inC: 1 }));
          check(arena, convShape({ batch, outW, kW, kH: 1, inC: 1, unused: 2 }));
        }
      }
    });
  }

  // Up to 64 images at once, and fewer than four one by one.
  Deno.test(`${name} as many images as there may be`, () => {
    for (const batch of [...range(1, 9), 63, 64, 65, 127, 128, 129, 200]) {
      for (const outW of [3, 33]) check(arena, convShape({ batch, outW, kW: 2, kH: 2, inC: 1 }));
    }
  });

  for (const inC of [1, 2, 3]) {
    for (const [strideH, strideW] of [[1, 1], [1, 2], [2, 1], [2, 2], [1, 3]] as const) {
      Deno.test(`${name} ${inC} channels and strides ${strideH} × ${strideW}`, () => {
        for (const kH of range(1, 3)) {
          for (const kW of range(1, 5)) {
            for (const outH of [1, 3]) {
              check(arena, convShape({ inC, strideH, strideW, kH, kW, outH, batch: 3 }));
            }
          }
        }
      });
    }
  }

  Deno.test(`listPatches(), ${build}, overlooks no single value and no −0, subnormal or NaN`, () => {
    for (const [inC, strideW] of [[1, 1], [1, 2], [2, 1]] as const) {
      const s = convShape({ batch: 2, inC, strideW, kH: 2, kW: 3, outH: 2, outW: 6, unused: 1 });
      for (const at of range(0, size(s) - 1)) {
        const x = new Float32Array(size(s));
        x[at] = [1, -0, 1e-45, NaN][at % 4]!;
        assertEquals(list(arena, x, s), listPatches(x, s), `${describe(s)}, ${x[at]} at ${at}`);
      }
    }
  });
}
