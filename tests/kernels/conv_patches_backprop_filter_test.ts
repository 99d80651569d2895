import { convPatchesBackpropFilter, type PatchShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { patchesOf, PIXELS, SIZES } from "./patch_lists.ts";
import { assertWithin, describe, floats, integers, magnitudes } from "./values.ts";

function gradient(
  arena: Arena,
  x: Float32Array,
  patches: number[],
  dy: Float32Array,
  s: PatchShape,
): Float32Array {
  return arena.run(s.kH * s.kW * s.inC * s.outC, (dw) => {
    arena.kernels.convPatchesBackpropFilter(
      ...[arena.input(x), arena.indices(patches), arena.input(dy), dw, patches.length] as const,
      ...[s.inW, s.inC, s.kH, s.kW, s.outC, 0, s.kH * s.kW * s.inC] as const,
    );
  });
}

function check(arena: Arena, s: PatchShape, count: number): void {
  const what = `${count} patches, ${describe(s)}`;
  const patches = patchesOf(s, count);
  const [wholeX, wholeDy] = [integers(PIXELS, 1), integers(count * s.outC, 2)];
  const exact = convPatchesBackpropFilter(wholeX, patches, wholeDy, s);
  assertWithin(gradient(arena, wholeX, patches, wholeDy, s), exact, () => 0, what);

  const [x, dy] = [floats(PIXELS, 1), floats(count * s.outC, 2)];
  const expected = convPatchesBackpropFilter(x, patches, dy, s);
  const scale = convPatchesBackpropFilter(magnitudes(x), patches, magnitudes(dy), s);
  const bound = (i: number) => count * 2 ** -23 * scale[i]!;
  assertWithin(gradient(arena, x, patches, dy, s), expected, bound, what);
}

for (const arena of arenas()) {
  const { build } = arena;
  const name = `convPatchesBackpropFilter(), ${build}, agrees with the plain loop for`;

  // Patches go in chunks of 128.
  for (const count of [0, 1, 2, 3, 5, 8, 13, 127, 128, 129, 255, 256, 257]) {
    Deno.test(`${name} ${count} patches`, () => {
      for (const outC of [8, 16, 24, 32]) {
        check(arena, { inW: 7, inC: 1, kH: 3, kW: 3, outC }, count);
      }
    });
  }

  // Taps go in fives, then a four, then ones: 1 to 27 taps hold every mix.
  for (const s of SIZES) {
    Deno.test(`${name} ${describe(s)}`, () => {
      for (const count of [0, 1, 7, 129]) check(arena, s, count);
    });
  }

  Deno.test(`convPatchesBackpropFilter(), ${build}, multiplies zeros with NaN and Infinity`, () => {
    for (const s of SIZES) {
      for (const bad of [NaN, Infinity]) {
        const x = new Float32Array(PIXELS).fill(bad);
        const dw = gradient(arena, x, patchesOf(s, 3), new Float32Array(3 * s.outC), s);
        assertWithin(dw, new Float32Array(dw.length).fill(NaN), () => 0, describe(s));
      }
    }
  });
}
