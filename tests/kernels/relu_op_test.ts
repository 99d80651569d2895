import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { onCpu, onWasm } from "./backends.ts";
import { assertSame, floats, range } from "./values.ts";

const VALUES = [-2, -0, 0, 1e-45, 3, NaN, Infinity, -Infinity, 0.5];

Deno.test("relu's gradient is dy where x is above 0, the same on both backends", async () => {
  const dy = floats(VALUES.length, 1);
  const make = () => [tf.grad((x) => tf.relu(x))(tf.tensor1d(VALUES), tf.tensor1d(dy))];
  const expected = dy.map((value, i) => VALUES[i]! > 0 ? value : 0);
  const [own] = await onWasm(make);
  assertSame(own!.values, expected, "wasm");
  const finite = VALUES.map((value, i) => Number.isNaN(value) ? [] : [i]).flat();
  const [other] = await onCpu(make); // NaN there: step(NaN) is NaN
  assertEquals(finite.map((i) => other!.values[i]! + 0), finite.map((i) => expected[i]! + 0));
});

Deno.test("relu's gradient keeps its shape at every length", async () => {
  for (const n of range(0, 9)) {
    const [dx] = await onWasm(() => [tf.grad((x) => tf.relu(x))(tf.ones([n, 1]))]);
    assertEquals(dx!.shape, [n, 1]);
    assertEquals([...dx!.values], new Array(n).fill(1));
  }
});

Deno.test("relu has a gradient for whole numbers, as in tfjs", async () => {
  const [dx] = await onWasm(() => [tf.grad((x) => tf.relu(x))(tf.tensor1d([2, -2], "int32"))]);
  assertEquals([...dx!.values], [1, 0]);
});

Deno.test("relu's gradient has a gradient: that of |d relu(x)² / dx|² is 8 · relu(x)", async () => {
  const slope = (x: tf.Tensor) => tf.grad((x) => tf.sum(tf.square(tf.relu(x))))(x);
  const curvature = () => [tf.grad((x) => tf.sum(tf.square(slope(x))))(tf.tensor1d([1, -1, 2, 0]))];
  for (const compute of [onWasm, onCpu]) {
    const [ddx] = await compute(curvature);
    assertEquals([...ddx!.values].map((value) => value + 0), [8, 0, 16, 0]);
  }
});

Deno.test("relu in a layer trains the same on both backends", async () => {
  const make = () => {
    const x = tf.tensor2d(floats(8 * 5, 1), [8, 5]);
    const loss = (w: tf.Tensor) =>
      tf.mean(tf.square(tf.relu(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D))));
    return [tf.grad(loss)(tf.tensor2d(floats(5 * 7, 2), [5, 7]))];
  };
  const [[own], [other]] = [await onWasm(make), await onCpu(make)];
  own!.values.forEach((value, i) => {
    const wanted = other!.values[i]!;
    assert(Math.abs(value - wanted) < 1e-6, `value ${i}: ${value}, not ${wanted}`);
  });
});
