import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { createPrng, permutation } from "descent/core";
import fc from "fast-check";
import { maxPoolGrad } from "../../lib/kernels/reference/mod.ts";
import { onCpu, onWasm, type Values } from "./backends.ts";
import { assertSame, describe, integers } from "./values.ts";

type Case = {
  x: [number, number, number, number];
  filter: [number, number];
  strides: [number, number];
  pad: "same" | "valid";
};

const side = fc.integer({ min: 1, max: 12 });
const anyCase: fc.Arbitrary<Case> = fc.record({
  x: fc.tuple(fc.integer({ min: 1, max: 5 }), side, side, fc.integer({ min: 1, max: 20 })),
  filter: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
  strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  pad: fc.constantFrom("same" as const, "valid" as const),
}).map((c) => {
  const [, h, w] = c.x;
  const [kH, kW] = c.filter;
  return c.pad === "same" ? c : { ...c, filter: [Math.min(kH, h), Math.min(kW, w)] };
});

/** Whole numbers in random order, all different and all below 0. */
function values(n: number): Float32Array {
  return Float32Array.from(permutation(n, createPrng(1)), (value) => value - n);
}

function gradient({ x: shape, filter, strides, pad }: Case): tf.Tensor[] {
  const x = tf.tensor4d(values(shape[0] * shape[1] * shape[2] * shape[3]), shape);
  const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, filter, strides, pad);
  const y = pool(x);
  return [y, tf.grad(pool)(x, tf.tensor(integers(y.size, 2), y.shape))];
}

Deno.test("maxPool's gradient on WASM is that of tfjs's JavaScript backend, below 0 too", async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, async (c) => {
      const [, own] = await onWasm(() => gradient(c));
      const [, other] = await onCpu(() => gradient(c));
      const plain = (dx: Values) => dx.values.map((value) => value + 0); // −0 is 0 here
      assertSame(plain(own!), plain(other!), describe(c));
    }),
    { numRuns: 100 },
  );
});

Deno.test("maxPool's gradient on WASM is what differences of its output show", async () => {
  for (const c of fc.sample(anyCase, { numRuns: 10, seed: 1 })) {
    const [y, dx] = await onWasm(() => gradient(c));
    const dy = integers(y!.values.length, 2);
    const x = values(dx!.values.length);
    const loss = async (moved: Float32Array) => {
      const [pooled] = await onWasm(
        () => [tf.maxPool(tf.tensor4d(moved, c.x), c.filter, c.strides, c.pad)],
      );
      return pooled!.values.reduce((sum, value, i) => sum + value * dy[i]!, 0);
    };
    const before = await loss(x);
    for (let i = 0; i < 8; i++) {
      const at = Math.floor(i * x.length / 8);
      const moved = x.slice();
      moved[at]! += 0.25; // less than the distance of two values: no maximum changes its place
      const slope = (await loss(moved) - before) / 0.25;
      assertEquals(slope, dx!.values[at]! + 0, `dx[${at}] of ${describe(c)}`);
    }
  }
});

Deno.test("maxPool's gradient on WASM reaches a window of negative numbers, where tfjs's own has 0", async () => {
  const [dx] = await onWasm(() => {
    const x = tf.tensor4d([-1, -2, -3, -4], [1, 2, 2, 1]);
    return [
      tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 1, 1, "valid"))(
        x,
        tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]),
      ),
    ];
  });
  assertEquals([...dx!.values], [1, 2, 3, 4]);
});

Deno.test("maxPool's gradient on WASM takes explicit padding and sizes rounded up", async () => {
  const shape = [2, 4, 4, 5] as [number, number, number, number];
  const s = { batch: 2, inH: 4, inW: 4, channels: 5, kH: 3, kW: 3, strideH: 2, strideW: 2 };
  const x = values(2 * 4 * 4 * 5);
  for (const [pad, size] of [[0, 2], [1, 3]] as const) {
    const dy = integers(2 * size * size * 5, 2);
    const [dx] = await onWasm(() => [
      tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 3, 2, pad, "ceil"))(
        tf.tensor4d(x, shape),
        tf.tensor4d(dy, [2, size, size, 5]),
      ),
    ]);
    const expected = maxPoolGrad(x, dy, { ...s, outH: size, outW: size, top: pad, left: pad });
    assert(dx!.values.every((value, i) => value === expected[i]), `padding ${pad}`);
  }
});
