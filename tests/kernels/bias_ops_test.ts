import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { onCpu, onWasm, type Values } from "./backends.ts";
import { assertSame, assertWithin, describe, floats, sizeOf } from "./values.ts";

const shape = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });

async function both(make: () => tf.Tensor): Promise<[Values, Values]> {
  const [[own], [other]] = [await onWasm(() => [make()]), await onCpu(() => [make()])];
  assertEquals(own!.shape, other!.shape);
  return [own!, other!];
}

Deno.test("add on WASM adds a bias to the last axis with the bits of tfjs's JavaScript backend", async () => {
  await fc.assert(
    fc.asyncProperty(shape, fc.nat(2), async (tail, lead) => {
      const x = [...Array.from({ length: lead }, (_, i) => i + 2), ...tail];
      const bias = tail.slice(-1);
      const [own, other] = await both(() =>
        tf.add(tf.tensor(floats(sizeOf(x), 1), x), tf.tensor(floats(bias[0]!, 2), bias))
      );
      assertSame(own.values, other.values, `[${x}] + [${bias}]`);
    }),
    { numRuns: 60 },
  );
});

// Not a bias for the last axis: tfjs's own Add must take these.
const OTHER_SUMS: [number[], number[]][] = [
  [[3], [3]],
  [[2, 3], [2, 3]],
  [[3], [2, 3]],
  [[2, 3], [2, 1]],
  [[2, 3], []],
  [[], [2, 3]],
  [[], []],
  [[4, 2, 3], [2, 3]],
  [[2, 3], [1]],
  [[2, 1], [3]],
  [[2, 3], [1, 3]],
  [[3, 3], [3, 1]],
];
for (const [a, b] of OTHER_SUMS) {
  Deno.test(`add on WASM gives [${a}] + [${b}] as tfjs's JavaScript backend does`, async () => {
    const [own, other] = await both(() =>
      tf.add(tf.tensor(floats(sizeOf(a), 1), a), tf.tensor(floats(sizeOf(b), 2), b))
    );
    assertSame(own.values, other.values, "sum");
  });
}

Deno.test("add on WASM leaves whole numbers, mixed types and nothing at all to tfjs's own", async () => {
  const [whole] = await both(() =>
    tf.add(tf.tensor2d([[1, 2], [3, 4]], [2, 2], "int32"), tf.tensor1d([2 ** 30, 1], "int32"))
  );
  assertEquals([...whole.values], [2 ** 30, 3, 2 ** 30, 5]);
  const [mixed] = await both(() =>
    tf.add(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor1d([1, 2], "int32"))
  );
  assertEquals([...mixed.values], [2, 4, 4, 6]);
  const [none] = await both(() => tf.add(tf.zeros([0, 3]), tf.ones([3])));
  assertEquals(none.shape, [0, 3]);
});

Deno.test("add's gradients on WASM are dy and dy summed over the rows", async () => {
  const x = [4, 3, 5];
  const [dx, dBias] = await onWasm(() =>
    tf.grads((x, bias) => tf.add(x!, bias!))(
      [tf.ones(x), tf.ones([5])],
      tf.tensor(floats(60, 1), x),
    )
  );
  const dy = floats(60, 1);
  assertSame(dx!.values, dy, "dx");
  const expected = Float64Array.from(
    { length: 5 },
    (_, j) => dy.reduce((sum, value, i) => i % 5 === j ? sum + value : sum, 0),
  );
  assertWithin(dBias!.values, expected, () => 1e-6, "dBias");
});

Deno.test("sum on WASM over any axes is that of tfjs's JavaScript backend", async () => {
  const axes = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(shape, axes, fc.boolean(), fc.boolean(), async (x, chosen, keepDims, back) => {
      const positive = x.map((_, axis) => axis).filter((axis) => chosen[axis]);
      const axis = back ? positive.map((a) => a - x.length).toReversed() : positive;
      const [own, other] = await both(() =>
        tf.sum(tf.tensor(floats(sizeOf(x), 1), x), axis, keepDims)
      );
      assertWithin(own.values, other.values, () => 2e-4, describe({ x, axis, keepDims }));
    }),
    { numRuns: 150 },
  );
});

Deno.test("sum on WASM takes whole numbers, booleans and scalars, and gives 0 for no rows", async () => {
  const cases: [() => tf.Tensor, number[]][] = [
    [() => tf.sum(tf.tensor2d([[1, 2], [3, 4]], [2, 2], "int32"), 0), [4, 6]],
    [() => tf.sum(tf.tensor2d([[1, 0], [1, 1]], [2, 2], "bool"), 0), [2, 1]],
    [() => tf.sum(tf.scalar(5)), [5]],
    [() => tf.sum(tf.zeros([0, 2]), 0), [0, 0]],
    [() => tf.sum(tf.tensor2d([[1, 2], [3, 4]])), [10]],
  ];
  for (const [make, expected] of cases) {
    const [own] = await both(make);
    assertEquals([...own.values], expected);
  }
});
