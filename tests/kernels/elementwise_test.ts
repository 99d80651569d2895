import fc from "fast-check";
import { elementwise, type ElementwiseStep } from "../../lib/kernels/reference/mod.ts";
import { type Arena, arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

const BLOCK = 1024;

/** Arrays by their numbers: two of n floats, one float, two of n to write to, two rows. */
const [A, B, ONE, OUT, OTHER, ROW, LAST] = [0, 1, 2, 3, 4, 5, 6] as const;

/** Runs a program on the kernel, and answers what stands in `OUT` and `OTHER`. */
function run(arena: Arena, steps: readonly ElementwiseStep[], n: number, from = 0, to = n) {
  const inputs = [floats(n, 1), floats(n, 2), floats(1, 3)];
  const before = floats(n, 4);
  let places: number[] = [];
  arena.run(0, () => {
    const outputs = [arena.inOut(before), arena.inOut(before)];
    const rows = arena.scratch(2 * BLOCK);
    places = [...inputs.map((values) => arena.input(values)), ...outputs, 0, 4 * BLOCK];
    const kinds = [1, 1, 0, 1, 1, 2, 2];
    const words = steps.flatMap((
      { what, a, b, out },
    ) => [what, ...[a, b, out].flatMap((k) => [places[k]!, kinds[k]!])]);
    arena.kernels.elementwise(arena.indices(words), steps.length, rows, from, to);
  });
  const zeros = new Float32Array(n);
  const all = elementwise(steps, [...inputs, before, before, zeros, zeros], n);
  return [OUT, OTHER].map((k) => ({
    actual: arena.floats(places[k]!, n),
    expected: all[k]!.map((value, i) => i >= from && i < to ? value : before[i]!),
  }));
}

/** A mean of squares of a and b that moves, as optimisers keep it, and a quotient of its root. */
const PROGRAM: ElementwiseStep[] = [
  { what: 2, a: A, b: A, out: ROW },
  { what: 2, a: ROW, b: ONE, out: ROW },
  { what: 2, a: B, b: B, out: LAST },
  { what: 0, a: ROW, b: LAST, out: OTHER },
  { what: 4, a: OTHER, b: ONE, out: ROW },
  { what: 1, a: ONE, b: ROW, out: ROW },
  { what: 3, a: A, b: ROW, out: OUT },
];

for (const arena of arenas()) {
  Deno.test(`elementwise(), ${arena.build}, equals the plain loop at any length`, () => {
    for (const n of [...range(0, 9), BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 5]) {
      for (const { actual, expected } of run(arena, PROGRAM, n)) {
        assertSame(actual, expected, `n = ${n}`);
      }
    }
  });

  Deno.test(`elementwise(), ${arena.build}, touches only the part that is wanted`, () => {
    for (const [from, to] of [[0, 0], [3, 8], [BLOCK, 2 * BLOCK], [1000, 1300]] as const) {
      for (const { actual, expected } of run(arena, PROGRAM, 2 * BLOCK + 5, from, to)) {
        assertSame(actual, expected, `${from} to ${to}`);
      }
    }
  });

  Deno.test(`elementwise(), ${arena.build}, runs any program`, () => {
    const step = fc.record({
      what: fc.constantFrom(0, 1, 2, 3, 4),
      a: fc.constantFrom(A, B, OUT, OTHER, ROW, LAST),
      b: fc.constantFrom(A, B, ONE, OUT, OTHER, ROW, LAST),
      out: fc.constantFrom(OUT, OTHER, ROW, LAST),
    }) as fc.Arbitrary<ElementwiseStep>;
    // A row holds what stood there a block before, unless a step of this program has filled it.
    const filled: ElementwiseStep[] = [ROW, LAST].map((out) => ({ what: 1, a: A, b: A, out }));
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 12 }),
        fc.integer({ min: 1, max: 2100 }),
        (some, n) => {
          for (const { actual, expected } of run(arena, [...filled, ...some], n)) {
            assertSame(actual, expected, `n = ${n}`);
          }
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });
}
