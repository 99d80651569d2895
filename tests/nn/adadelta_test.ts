import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { Adadelta, type AdadeltaOptions } from "descent/nn";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

await useBackend("wasm");

/** Where a weight is after steps by gradients. */
function after(gradients: number[], options: AdadeltaOptions, start = 0): number {
  const tensors = tf.memory().numTensors;
  const w = tf.tidy(() => tf.variable(tf.scalar(start)));
  const optimizer = new Adadelta(options);
  for (const g of gradients) {
    const gradient = tf.scalar(g);
    optimizer.applyGradients([{ name: w.name, tensor: gradient }]);
    gradient.dispose();
  }
  const [value] = w.dataSync();
  optimizer.dispose();
  w.dispose();
  assertEquals(tf.memory().numTensors, tensors);
  return value!;
}

Deno.test("Adadelta takes two steps as worked out by hand", () => {
  // v = 0.5 · 2² = 2, Δ₁ = √1 / √(2 + 1) · 2; d = 0.5 · Δ₁² = 2/3
  // v = 0.5 · 2 + 0.5 · 1² = 1.5, Δ₂ = √(2/3 + 1) / √(1.5 + 1) · 1
  const [first, second] = [2 / Math.sqrt(3), Math.sqrt(5 / 3 / 2.5)];
  const options = { rho: 0.5, epsilon: 1 };
  assertAlmostEquals(after([2], options), -first, 1e-6);
  assertAlmostEquals(after([2, 1], options), -first - second, 1e-6);
  assertAlmostEquals(after([2, 1], { ...options, learningRate: 3 }), 3 * (-first - second), 1e-6);
});

Deno.test("Adadelta divides by this step's mean, which tf.train.adadelta does not", () => {
  assertAlmostEquals(after([5], { epsilon: 1e-6 }), -Math.sqrt(1e-6 / 0.05), 1e-5);
  const w = tf.variable(tf.scalar(0));
  const tfjs = tf.train.adadelta(1, 0.95, 1e-6);
  tfjs.applyGradients([{ name: w.name, tensor: tf.scalar(5) }]);
  assertAlmostEquals(w.dataSync()[0]!, -5, 1e-3); // a thousand times as far
});

Deno.test("Adadelta goes the same way whatever the unit of the loss", () => {
  const gradients = [3, -1, 2, 0.5, 4, -2, 1, 1];
  const path = after(gradients, { epsilon: 1e-12 });
  const scaled = after(gradients.map((g) => 1000 * g), { epsilon: 1e-12 });
  assert(Math.abs(path / scaled - 1) < 1e-4, `${path} and ${scaled}`);
});

Deno.test("Adadelta does not move without a slope", () => {
  assertEquals(after([0, 0, 0], {}, 7), 7);
});

Deno.test("Adadelta leaves alone what it has no gradient for", () => {
  const [a, b] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(1))];
  const optimizer = new Adadelta();
  optimizer.applyGradients({ [a.name]: tf.scalar(1) });
  assert(a.dataSync()[0]! < 1);
  assertEquals(b.dataSync()[0], 1);
  optimizer.dispose();
});

Deno.test("Adadelta tells its settings, by the names of Keras", () => {
  assertEquals(new Adadelta().getConfig(), { learningRate: 1, rho: 0.95, epsilon: 1e-7 });
  assertEquals(new Adadelta().getClassName(), "Adadelta");
});

for (
  const [options, message] of [
    [{ learningRate: 0 }, "learningRate must be a finite number above 0, got 0"],
    [{ epsilon: 0 }, "epsilon must be a finite number above 0, got 0"],
    [{ rho: 1 }, "rho must be 0 or more and below 1, got 1"],
    [{ rho: NaN }, "rho must be 0 or more and below 1, got NaN"],
  ] as [AdadeltaOptions, string][]
) {
  Deno.test(`Adadelta refuses ${Deno.inspect(options)}`, () => {
    assertThrows(() => new Adadelta(options), RangeError, `Cannot create Adadelta: ${message}`);
  });
}
