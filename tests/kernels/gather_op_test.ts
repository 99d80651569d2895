import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertThrows } from "@std/assert";
import { useBackend } from "descent/backend";
import fc from "fast-check";
import { gather } from "../../lib/kernels/reference/mod.ts";
import { onCpu, onWasm } from "./backends.ts";
import { assertSame, describe, floats } from "./values.ts";

const anyCase = fc.record({
  rows: fc.integer({ min: 1, max: 9 }),
  rowShape: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
  picks: fc.array(fc.nat(8), { maxLength: 12 }),
});

Deno.test("gather on WASM picks rows as the plain loop does, of floats and of whole numbers", async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, fc.boolean(), async ({ rows, rowShape, picks }, whole) => {
      const length = rowShape.reduce((product, n) => product * n, 1);
      const x = floats(rows * length, 1).map((value) => whole ? Math.round(100 * value) : value);
      const index = picks.map((pick) => pick % rows);
      const [own] = await onWasm(() => {
        const from = tf.tensor(x, [rows, ...rowShape], whole ? "int32" : "float32");
        return [tf.gather(from, tf.tensor1d(index, "int32"))];
      });
      assertEquals(own!.shape, [index.length, ...rowShape]);
      const expected = gather(x, index, { length });
      const plain = whole ? expected.map((value) => value + 0) : expected; // int32 has no −0
      assertSame(own!.values, plain, describe({ rows, rowShape, index }));
    }),
    { numRuns: 100 },
  );
});

Deno.test("gather on WASM gives indices of any shape that shape", async () => {
  const [own] = await onWasm(() => [
    tf.gather(
      tf.tensor2d([[1, 2], [3, 4], [5, 6]]),
      tf.tensor2d([[2, 0], [1, 1]], [2, 2], "int32"),
    ),
  ]);
  assertEquals(own!.shape, [2, 2, 2]);
  assertEquals([...own!.values], [5, 6, 1, 2, 3, 4, 3, 4]);
});

Deno.test("gather on WASM names the index that is out of range and what would be right", async () => {
  await useBackend("wasm");
  const x = tf.zeros([4, 3]);
  for (const bad of [4, -1, 2 ** 30]) {
    const index = tf.tensor1d([0, bad], "int32");
    assertThrows(
      () => tf.gather(x, index),
      RangeError,
      `Cannot gather rows: indices must lie in 0 to 3, got ${bad}`,
    );
    index.dispose();
  }
  x.dispose();
});

Deno.test("gather on WASM leaves other axes to tfjs's own", async () => {
  const x = () => tf.tensor2d([[1, 2, 3], [4, 5, 6]]);
  const cases = [
    () => tf.gather(x(), tf.tensor1d([2, 0], "int32"), 1),
    () => tf.gather(x(), tf.tensor1d([2, 0], "int32"), -1),
  ];
  for (const make of cases) {
    const [[own], [other]] = [await onWasm(() => [make()]), await onCpu(() => [make()])];
    assertEquals(own, other);
  }
});
