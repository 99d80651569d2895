import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { onWasm } from "./backends.ts";
import { assertWithin, integers, sizeOf } from "./values.ts";

/** The sum over all letters that the result lacks, of products, one number at a time. */
function einsum(
  terms: string[],
  result: string,
  factors: Float32Array[],
  sizes: Record<string, number>,
): Float64Array {
  const letters = [...new Set([...result, ...terms.join("")])];
  const out = new Float64Array(sizeOf([...result].map((letter) => sizes[letter]!)));
  const at: Record<string, number> = {};
  const index = (term: string) =>
    [...term].reduce((sum, letter) => sum * sizes[letter]! + at[letter]!, 0);
  const walk = (depth: number): void => {
    if (depth === letters.length) {
      out[index(result)]! += terms.reduce((p, term, i) => p * factors[i]![index(term)]!, 1);
      return;
    }
    const letter = letters[depth]!;
    for (at[letter] = 0; at[letter]! < sizes[letter]!; at[letter]!++) walk(depth + 1);
  };
  walk(0);
  return out;
}

const some = (letters: string) =>
  fc.shuffledSubarray([...letters]).map((chosen) => chosen.join(""));
const equation = fc.record({ a: some("ijkl"), b: some("jklm") }).chain(({ a, b }) =>
  fc.record({
    a: fc.constant(a),
    b: fc.option(fc.constant(b), { nil: undefined }),
    sizes: fc.record({
      i: fc.integer({ min: 1, max: 3 }),
      j: fc.integer({ min: 1, max: 4 }),
      k: fc.integer({ min: 1, max: 3 }),
      l: fc.integer({ min: 1, max: 2 }),
      m: fc.integer({ min: 1, max: 5 }),
    }),
    seed: fc.nat(),
  }).chain((rest) => {
    const letters = [...new Set(a + (rest.b ?? ""))].join("");
    return some(letters).map((result) => ({ ...rest, result }));
  })
);

Deno.test("einsum on WASM is the sum of products over the letters that the result lacks", async () => {
  await fc.assert(
    fc.asyncProperty(equation, async ({ a, b, result, sizes }) => {
      const terms = b === undefined ? [a] : [a, b];
      const shapes = terms.map((term) => [...term].map((x) => sizes[x as "i"]!));
      const factors = shapes.map((shape, i) => integers(sizeOf(shape), i + 1));
      const [own] = await onWasm(() => [
        tf.einsum(
          `${terms.join(",")}->${result}`,
          ...factors.map((values, i) => tf.tensor(values, shapes[i]!)),
        ),
      ]);
      assertEquals(own!.shape, [...result].map((x) => sizes[x as "i"]!));
      assertWithin(own!.values, einsum(terms, result, factors, sizes), () => 0, terms.join());
    }),
    { numRuns: 150 },
  );
});

Deno.test("einsum on WASM leaves no memory behind", async () => {
  await onWasm(() => [tf.scalar(0)]);
  const before = tf.memory();
  const y = tf.tidy(() => tf.einsum("ijk,kjm->mi", tf.ones([2, 3, 4]), tf.ones([4, 3, 5])));
  y.dispose();
  const after = tf.memory();
  assertEquals(after.numTensors, before.numTensors);
  assertEquals(after.numDataBuffers, before.numDataBuffers);
});
