import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { train } from "descent/nn";
import { assertEquals, assertNotEquals } from "@std/assert";
import {
  assertClose,
  chain,
  classes,
  conv,
  dense,
  examples,
  flatten,
  smallest,
  weightsOf,
} from "./toys.ts";

await useBackend("wasm");

const quiet = { epochs: 2, batchSize: 4, seed: 3, progress: "none" } as const;

// What keeps a model from the compiled path, and how the result says so.
const layerOf = (name: string, settings: Record<string, unknown>) => () => [
  dense({ name, ...settings }),
  classes(),
];
const images = [6, 6, 1];
const WHY: [shape: number[], layers: () => tf.layers.Layer[], why: string][] = [
  [[4], layerOf("a", { activation: "swish" }), 'layer "a" (Dense) is not one it takes'],
  [[4], layerOf("b", { activation: "softmax" }), 'layer "b" (Dense) is not one it takes'],
  [
    [4],
    layerOf("d", { kernelRegularizer: tf.regularizers.l2() }),
    'layer "d" has a kernelRegularizer',
  ],
  [[4], layerOf("e", { biasRegularizer: tf.regularizers.l1() }), 'layer "e" has a biasRegularizer'],
  [
    [4],
    layerOf("f", { kernelConstraint: tf.constraints.nonNeg() }),
    'layer "f" has a kernelConstraint',
  ],
  [
    images,
    () => [conv(), tf.layers.upSampling2d({ name: "g" }), flatten(), classes()],
    'layer "g" (UpSampling2D) is not one it takes',
  ],
  [
    images,
    () => [conv({ dilationRate: 2, trainable: false, name: "dilated" }), flatten(), classes()],
    'layer "dilated" (Conv2D) is not one it takes',
  ],
  [
    [4],
    () => [dense(), tf.layers.dropout({ rate: 0.5, seed: 1, name: "h" }), classes()],
    'layer "h" (Dropout) is not one it takes',
  ],
  [
    [4],
    () => [tf.layers.softmax({ name: "j" }), classes()],
    'layer "j" (Softmax) is not one it takes',
  ],
  [[4], () => [classes({ activation: "relu" })], "the model does not end in softmax"],
];

for (const [shape, layers, why] of WHY) {
  Deno.test(`train() takes tfjs's own steps because ${why}`, async () => {
    const model = chain(shape, layers);
    const data = examples(6, shape.reduce((a, b) => a * b));
    const before = tf.memory().numTensors;
    const result = await train(model, data, quiet);
    assertEquals([result.path, result.why, result.steps], ["fit", why, 4]);
    assertEquals(tf.memory().numTensors, before);
    model.dispose();
  });
}

Deno.test("train() takes tfjs's own steps for a layer that stands in the model twice", async () => {
  const model = chain([5], () => {
    const twice = dense({ name: "twice" });
    return [twice, twice, classes()];
  });
  const before = weightsOf(model);
  const result = await train(model, examples(6, 5), quiet);
  assertEquals([result.path, result.why], ["fit", 'layer "twice" is used in more than one place']);
  assertNotEquals(weightsOf(model), before);
  model.dispose();
});

Deno.test("train() leaves a frozen layer as it is", async () => {
  const model = chain([4], () => [dense({ trainable: false }), classes()]);
  const before = weightsOf(model);
  await train(model, examples(6, 4), quiet);
  const after = weightsOf(model);
  // tfjs lists the weights that train first.
  assertEquals(after.slice(2), before.slice(2));
  assertNotEquals(after.slice(0, 2), before.slice(0, 2));
  model.dispose();
});

Deno.test("train() trains on tfjs's JavaScript backend, and gives there what it gives on WASM", async () => {
  const losses: number[][] = [];
  for (
    const [backend, path, why] of [
      ["wasm", "compiled", "every layer has a compiled form"],
      ["cpu", "fit", "the backend is cpu"],
    ] as const
  ) {
    await useBackend(backend);
    const model = smallest();
    const result = await train(model, examples(10, 4), quiet);
    assertEquals([result.path, result.why], [path, why]);
    losses.push(result.epochs.map(({ loss }) => loss));
    model.dispose();
  }
  await useBackend("wasm");
  assertClose(losses[0]!, losses[1]!, 1e-5, "losses");
});
