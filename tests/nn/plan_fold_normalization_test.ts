import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import { createPrng } from "descent/core";
import { heapOf, watchKernels } from "descent/kernels";
import { createPredictor, predict } from "descent/nn";
import { assertEquals } from "@std/assert";
import { assertClose, chain, classes, conv, dense, flatten, graph } from "./toys.ts";

await useBackend("wasm");

type Tensor = tf.SymbolicTensor;

const linear = { activation: "linear" };
const on = (x: Tensor, ...layers: tf.layers.Layer[]) =>
  layers.reduce((y, layer) => layer.apply(y) as Tensor, x);
const normalize = (settings = {}) => tf.layers.batchNormalization({ epsilon: 0.01, ...settings });
const filters = (settings = {}) => ({
  kernelSize: 3,
  depthwiseInitializer: tf.initializers.randomUniform({ minval: -1, maxval: 1, seed: 1 }),
  pointwiseInitializer: tf.initializers.randomUniform({ minval: -1, maxval: 1, seed: 2 }),
  ...settings,
});

/** Layers with a batch normalisation, and whether the weights below take it along. */
const NORMALIZED: [what: string, layers: () => tf.layers.Layer[], folded: boolean][] = [
  ["a convolution", () => [conv(linear), normalize()], true],
  ["one without bias", () => [conv({ ...linear, useBias: false }), normalize()], true],
  ["without γ", () => [conv(linear), normalize({ scale: false })], true],
  ["without β", () => [conv(linear), normalize({ center: false })], true],
  ["a ReLU behind", () => [conv(linear), normalize(), tf.layers.reLU()], true],
  ["a tanh behind", () => {
    return [conv(linear), normalize(), tf.layers.activation({ activation: "tanh" })];
  }, true],
  ["a pooling behind", () => {
    return [conv(linear), normalize(), tf.layers.reLU(), tf.layers.maxPooling2d({ poolSize: 2 })];
  }, true],
  ["a dropout between", () => [conv(linear), tf.layers.dropout({ rate: 0.5 }), normalize()], true],
  [
    "filters for every channel",
    () => [tf.layers.depthwiseConv2d(filters({ depthMultiplier: 2 })), normalize()],
    true,
  ],
  [
    "a separable convolution without bias",
    () => [
      tf.layers.separableConv2d(filters({ filters: 5, useBias: false }) as never),
      normalize(),
    ],
    true,
  ],
  ["a dense layer at every place", () => [dense(linear), normalize()], true],
  ["a ReLU before", () => [conv(), normalize()], false],
  ["a pooling before", () => {
    return [conv(linear), tf.layers.maxPooling2d({ poolSize: 2 }), normalize()];
  }, false],
  ["nothing before", () => [normalize(), conv()], false],
  ["values laid out anew before", () => {
    return [conv(linear), tf.layers.reshape({ targetShape: [15, 16] }), normalize()];
  }, false],
];

for (const [what, layers, folded] of NORMALIZED) {
  const taken = folded ? "goes into the weights below" : "stays a step of its own";
  Deno.test(`for predictions a normalisation ${taken}: ${what}`, async () => {
    const model = chain([7, 8, 3], () => [...layers(), flatten(), classes()]);
    drawWeights(model);
    const prng = createPrng(3);
    const x = Float32Array.from({ length: 5 * 168 }, () => prng.next() - 0.5);
    const own = await predict(model, x);
    const input = tf.tensor(x, [5, 7, 8, 3]);
    const expected = model.predict(input) as tf.Tensor;
    assertClose(own, expected.dataSync(), 1e-5, "probabilities");
    assertEquals(normalizes(model, x), !folded);
    tf.dispose([input, expected]);
    model.dispose();
  });
}

Deno.test("of two normalisations the first goes into the weights below", async () => {
  const model = chain([4], () => [dense(linear), normalize(), normalize(), classes()]);
  drawWeights(model);
  const x = Float32Array.of(1, -2, 3, 0.5);
  const input = tf.tensor(x, [1, 4]);
  const expected = model.predict(input) as tf.Tensor;
  assertClose(await predict(model, x), expected.dataSync(), 1e-5, "probabilities");
  tf.dispose([input, expected]);
  model.dispose();
});

Deno.test("a normalisation stays a step where something else takes what it normalises", async () => {
  const model = graph([6, 6, 2], (x) => {
    const below = on(x, conv(linear));
    const both = [below, on(below, normalize())];
    return on(tf.layers.add().apply(both) as Tensor, flatten(), classes());
  });
  drawWeights(model);
  const x = Float32Array.from({ length: 72 }, (_, i) => Math.sin(i));
  const input = tf.tensor(x, [1, 6, 6, 2]);
  const expected = model.predict(input) as tf.Tensor;
  assertClose(await predict(model, x), expected.dataSync(), 1e-5, "probabilities");
  assertEquals(normalizes(model, x), true);
  tf.dispose([input, expected]);
  model.dispose();
});

/** Whether a plan of the model normalises. */
function normalizes(model: tf.LayersModel, x: Float32Array): boolean {
  const called = new Set<string>();
  const stop = watchKernels(
    heapOf(tf.backend() as BackendWasm),
    ({ calls }) => calls.forEach(({ name }) => called.add(name)),
  );
  const predictor = createPredictor(model, { batchSize: 5 });
  predictor.run((to) => to.set(x.subarray(0, to.length)), 1);
  predictor.dispose();
  stop();
  return called.has("normalize");
}

/** Weights of the model's shapes from 0.2 to 1.4: also variances may be these. */
function drawWeights(model: tf.LayersModel): void {
  const prng = createPrng(8);
  const drawn = model.getWeights().map(({ shape, size }) =>
    tf.tensor(Float32Array.from({ length: size }, () => 0.2 + 1.2 * prng.next()), shape)
  );
  model.setWeights(drawn);
  tf.dispose(drawn);
}
