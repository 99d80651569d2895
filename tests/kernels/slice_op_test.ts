import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { onCpu, onWasm } from "./backends.ts";
import { assertSame, describe, floats } from "./values.ts";

const anyAxis = fc.record({
  length: fc.integer({ min: 1, max: 5 }),
  at: fc.nat(4),
  more: fc.nat(5),
});
const anySlice = fc.array(anyAxis, { minLength: 1, maxLength: 4 }).map((axes) => ({
  shape: axes.map(({ length }) => length),
  begin: axes.map(({ length, at }) => at % length),
  size: axes.map(({ length, at, more }) => more % (length - at % length + 1)),
}));

Deno.test("slice on WASM cuts the part that the cpu backend cuts, in one piece or not", async () => {
  await fc.assert(
    fc.asyncProperty(anySlice, fc.boolean(), async ({ shape, begin, size }, whole) => {
      const count = shape.reduce((product, n) => product * n, 1);
      const values = floats(count, 1).map((value) => whole ? Math.round(100 * value) : value);
      const make = () => [
        tf.slice(tf.tensor(values, shape, whole ? "int32" : "float32"), begin, size),
      ];
      const [[own], [other]] = [await onWasm(make), await onCpu(make)];
      assertEquals(own!.shape, other!.shape);
      assertSame(own!.values, other!.values, describe({ shape, begin, size }));
    }),
    { numRuns: 200 },
  );
});

Deno.test("slice on WASM is a copy: the part outlives the whole", async () => {
  const [own] = await onWasm(() => {
    const all = tf.tensor2d([[1, 2], [3, 4], [5, 6]]);
    const part = tf.slice(all, [1, 0], [2, 2]);
    all.dispose();
    tf.zeros([3, 2]); // may take the freed room
    return [part];
  });
  assertEquals([...own!.values], [3, 4, 5, 6]);
});

Deno.test("slice on WASM reads −1 as all that is left", async () => {
  const [own] = await onWasm(() => [tf.slice(tf.tensor1d([1, 2, 3]), 1, -1)]);
  assertEquals([...own!.values], [2, 3]);
});
