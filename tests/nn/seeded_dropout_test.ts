import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { predict, seededDropout, train } from "descent/nn";
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { chain, classes, examples, weightsOf } from "./toys.ts";

await useBackend("wasm");

/** What a layer makes of many ones, in training or not. */
function pass(layer: tf.layers.Layer, training: boolean): number[] {
  return tf.tidy(() => {
    const y = layer.apply(tf.ones([10_000]), { training }) as tf.Tensor;
    return [...y.dataSync()];
  });
}

Deno.test("seededDropout() drops the share it is told, and scales up the others", () => {
  const values = pass(seededDropout({ rate: 0.2, seed: 3 }), true);
  assertEquals([...new Set(values)].toSorted(), [0, 1.25]);
  const dropped = values.filter((value) => value === 0).length / values.length;
  assert(Math.abs(dropped - 0.2) < 0.02, `dropped ${dropped}`); // five standard deviations
});

Deno.test("seededDropout() drops others at each step, and the same again by the same seed", () => {
  const [a, b] = [seededDropout({ rate: 0.5, seed: 3 }), seededDropout({ rate: 0.5, seed: 3 })];
  const [first, second] = [pass(a, true), pass(a, true)];
  assertNotEquals(first, second);
  assertEquals([pass(b, true), pass(b, true)], [first, second]);
  assertNotEquals(pass(seededDropout({ rate: 0.5, seed: 4 }), true), first);
});

Deno.test("seededDropout() changes nothing elsewhere than in training, nor at a rate of 0", () => {
  const ones = new Array(10_000).fill(1);
  assertEquals(pass(seededDropout({ rate: 0.5, seed: 0 }), false), ones);
  assertEquals(pass(seededDropout({ rate: 0, seed: 0 }), true), ones);
});

Deno.test("train() with seededDropout() gives the same bits again, and predictions repeat", async () => {
  const run = async () => {
    const model = chain([4], () => [seededDropout({ rate: 0.3, seed: 1 }), classes()]);
    await train(model, examples(30, 4), { epochs: 3, batchSize: 10, seed: 0, progress: "none" });
    const { x } = examples(5, 4);
    const p = await predict(model, x);
    assertEquals(await predict(model, x), p);
    const weights = weightsOf(model).map((values) => [...values]);
    model.dispose();
    return weights;
  };
  assertEquals(await run(), await run());
});

Deno.test("seededDropout() is saved as a Dropout that tfjs loads", async () => {
  const model = chain([4], () => [seededDropout({ rate: 0.3, seed: 1 }), classes()]);
  const copy = await tf.models.modelFromJSON(model.toJSON(null, false) as never);
  assertEquals(copy.layers.map((layer) => layer.getClassName()).slice(-2), ["Dropout", "Dense"]);
  model.dispose();
  copy.dispose();
});

Deno.test("seededDropout() refuses a rate or seed out of range", () => {
  for (const rate of [1, -0.1, NaN]) {
    assertThrows(
      () => seededDropout({ rate, seed: 0 }),
      RangeError,
      `Cannot make a dropout layer: rate must be 0 or more and below 1, got ${rate}`,
    );
  }
  assertThrows(
    () => seededDropout({ rate: 0.5, seed: -1 }),
    RangeError,
    "Cannot make a dropout layer: seed must be a whole number from 0 to 4294967295, got -1",
  );
});
