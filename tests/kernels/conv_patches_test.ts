import { convPatches, type PatchShape } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { patchesOf, PIXELS, SIZES } from "./patch_lists.ts";
import { assertSame, assertWithin, describe, floats, integers, magnitudes } from "./values.ts";

type Data = { x: Float32Array; w: Float32Array; bias: Float32Array };
type Options = { bias: boolean; relu: boolean };

const ALL_OPTIONS: Options[] = [false, true].flatMap((bias) =>
  [false, true].map((relu) => ({ bias, relu }))
);

function convolve(
  arena: Arena,
  { x, w, bias }: Data,
  patches: number[],
  s: PatchShape,
  options: Options,
): Float32Array {
  return arena.run(patches.length * s.outC, (y) => {
    const [from, weights, list] = [arena.input(x), arena.input(w), arena.indices(patches)];
    const biasAt = options.bias ? arena.input(bias) : 0;
    const scratch = arena.scratch(s.kH * s.kW * s.inC);
    arena.kernels.convPatches(
      ...[from, list, weights, biasAt, y, patches.length, s.inW, s.inC] as const,
      ...[s.kH, s.kW, s.outC, Number(options.relu), scratch] as const,
    );
  });
}

function example(s: PatchShape, draw: (n: number, seed: number) => Float32Array): Data {
  return { x: draw(PIXELS, 1), w: draw(s.kH * s.kW * s.inC * s.outC, 2), bias: draw(s.outC, 3) };
}

function check(arena: Arena, s: PatchShape, count: number, all = ALL_OPTIONS): void {
  const patches = patchesOf(s, count);
  const whole = example(s, integers);
  const data = example(s, floats);
  const sizes = { x: magnitudes(data.x), w: magnitudes(data.w), bias: magnitudes(data.bias) };
  for (const options of all) {
    const what = `${count} patches, ${describe(s)} ${describe(options)}`;
    const expected = ({ x, w, bias }: { [name in keyof Data]: ArrayLike<number> }) =>
      convPatches(x, patches, w, { ...s, ...(options.bias && { bias }), relu: options.relu });
    assertWithin(convolve(arena, whole, patches, s, options), expected(whole), () => 0, what);
    const scale = expected(sizes);
    const share = (s.kH * s.kW * s.inC + 1) * 2 ** -23; // the bias is one more term
    const y = convolve(arena, data, patches, s, options);
    assertWithin(y, expected(data), (i) => share * scale[i]!, what);
  }
}

for (const arena of arenas()) {
  const { build } = arena;
  const name = `convPatches(), ${build}, agrees with the plain loop for`;

  // Six patches at once, then one.
  for (const count of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 127, 128, 129]) {
    Deno.test(`${name} ${count} patches`, () => {
      for (const outC of [8, 16, 24, 32]) {
        check(arena, { inW: 7, inC: 1, kH: 3, kW: 3, outC }, count);
      }
    });
  }

  for (const s of SIZES) {
    Deno.test(`${name} ${describe(s)}`, () => {
      for (const count of [1, 8]) check(arena, s, count, [{ bias: true, relu: true }]);
    });
  }

  Deno.test(`convPatches(), ${build}, keeps a NaN to its patch, and behind the ReLU`, () => {
    const s = { inW: 1, inC: 1, kH: 1, kW: 1, outC: 16 };
    const data = example(s, floats);
    const patches = Array.from({ length: 7 }, (_, i) => 4 * i);
    for (const options of ALL_OPTIONS) {
      const clean = convolve(arena, data, patches, s, options);
      for (let i = 0; i < 7; i++) {
        const x = data.x.slice();
        x[i] = NaN;
        const y = convolve(arena, { ...data, x }, patches, s, options);
        const holed = clean.map((value, at) => Math.floor(at / 16) === i ? NaN : value);
        assertSame(y, holed, `NaN in patch ${i}, ${describe(options)}`);
      }
    }
  });
}
