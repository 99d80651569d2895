import { assertAlmostEquals } from "@std/assert";
import { WINOGRAD, winogradFilter } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertSame, assertWithin, floats, magnitudes, range } from "./values.ts";
import { eights } from "./winograd_shapes.ts";

const ABSOLUTE = WINOGRAD.filter.map((row) => row.map(Math.abs));

type Sizes = { inC: number; outC: number };

function transform(
  arena: Arena,
  w: Float32Array,
  { inC, outC }: Sizes,
  [from, to] = [0, inC],
): Float32Array {
  return arena.run(36 * (inC * eights(outC) + 16), (u) => {
    arena.kernels.winogradFilter(arena.input(w), u, inC, outC, from, to, arena.scratch(36 * 8));
  });
}

/** Shape (36, inC, outC), as the plain loop has it; fails unless the channels up to eight are 0. */
function unpack(u: Float32Array, { inC, outC }: Sizes): Float64Array {
  const plain = new Float64Array(36 * inC * outC);
  for (let p = 0; p < 36; p++) {
    const point = u.subarray(p * (inC * eights(outC) + 16), (p + 1) * (inC * eights(outC) + 16));
    for (let c = 0; c < inC; c++) {
      const at = (o: number) => point[(Math.floor(o / 8) * inC + c) * 8 + o % 8]!;
      for (let o = 0; o < outC; o++) plain[(p * inC + c) * outC + o] = at(o);
      for (let o = outC; o < eights(outC); o++) assertSame([at(o)], [0], `channel ${o}`);
    }
    assertSame(point.slice(-16), new Float32Array(16).fill(NaN), "between points");
  }
  return plain;
}

for (const arena of arenas()) {
  const { build } = arena;

  for (const outC of [...range(4, 17), 24, 25, 32]) {
    Deno.test(`winogradFilter(), ${build}, agrees with the plain loop for ${outC} channels out`, () => {
      for (const inC of [1, 2, 5]) {
        const w = floats(9 * inC * outC, 1);
        const u = unpack(transform(arena, w, { inC, outC }), { inC, outC });
        const scale = winogradFilter(magnitudes(w), inC * outC, ABSOLUTE);
        const bound = (i: number) => 16 * 2 ** -23 * scale[i]!;
        assertWithin(u, winogradFilter(w, inC * outC), bound, `${inC} → ${outC}`);
      }
    });
  }

  Deno.test(`winogradFilter(), ${build}, gives the same for some channels and for all`, () => {
    const sizes = { inC: 5, outC: 9 };
    const w = floats(9 * 45, 1);
    const whole = transform(arena, w, sizes);
    for (const [from, to] of [[0, 1], [1, 3], [3, 5]] as const) {
      const part = transform(arena, w, sizes, [from, to]);
      const wanted = (i: number) => {
        const [point, at] = [Math.floor(i / (5 * 16 + 16)), i % (5 * 16 + 16)];
        const c = Math.floor(at / 8) % 5;
        return point < 36 && at < 5 * 16 && c >= from && c < to;
      };
      assertSame(part, whole.map((value, i) => wanted(i) ? value : NaN), `${from} to ${to}`);
    }
  });
}

Deno.test("Winograd's three matrices give the outputs of every filter of three", () => {
  for (const at of range(0, 2)) {
    for (const input of range(0, 5)) {
      const products = range(0, 5).map((p) =>
        WINOGRAD.filter[p]![at]! * WINOGRAD.input[p]![input]!
      );
      WINOGRAD.output.forEach((row, output) => {
        const y = row.reduce((sum, factor, p) => sum + factor * products[p]!, 0);
        assertAlmostEquals(y, input === output + at ? 1 : 0, 1e-14);
      });
    }
  }
});
