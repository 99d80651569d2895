import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import { heapOf } from "descent/kernels";
import { createPredictor, predict, type PredictOptions } from "descent/nn";
import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  assertClose,
  chain,
  classes,
  conv,
  dense,
  examples,
  flatten,
  LITTLE_INK,
  smallest,
} from "./toys.ts";

await useBackend("wasm");

const CASES: [what: string, shape: number[], layers: () => tf.layers.Layer[], ink: number][] = [
  ["mostly blank images", [12, 13, 1], () => [conv(), flatten(), classes()], LITTLE_INK],
  ["blank images", [9, 8, 1], () => [conv(), flatten(), classes()], 0],
  ["images full of ink", [9, 8, 1], () => [conv(), flatten(), classes()], 1],
  [
    "'same' padding and strides",
    [7, 8, 2],
    () => [conv({ padding: "same", strides: [2, 3] }), flatten(), classes()],
    1,
  ],
  [
    "hidden layers, with and without ReLU and bias",
    [12],
    () => [
      dense({ useBias: false }),
      dense({ activation: "linear" }),
      dense({ useBias: false, activation: "linear", units: 33 }),
      classes(),
    ],
    1,
  ],
  ["a Dense on several axes", [3, 4], () => [dense(), flatten(), classes()], 1],
  ["a regularised and frozen layer", [4], () => {
    return [dense({ kernelRegularizer: tf.regularizers.l2(), trainable: false }), classes()];
  }, 1],
  [
    "a layer without a compiled form",
    [6, 6, 1],
    () => [conv(), tf.layers.maxPooling2d({ poolSize: 2 }), flatten(), classes()],
    1,
  ],
];

for (const [what, shape, layers, ink] of CASES) {
  Deno.test(`predict() gives what model.predict gives: ${what}`, async () => {
    const model = chain(shape, layers);
    const { x } = examples(11, shape.reduce((a, b) => a * b), ink);
    const before = tf.memory().numTensors;
    const own = await predict(model, x, { batchSize: 4 });
    assertEquals(tf.memory().numTensors, before);
    const input = tf.tensor(x, [11, ...shape]);
    const output = model.predict(input) as tf.Tensor;
    assertClose(own, output.dataSync(), 1e-6, "probabilities");
    tf.dispose([input, output]);
    model.dispose();
  });
}

Deno.test("predict() gives on tfjs's JavaScript backend what it gives on WASM", async () => {
  const { x } = examples(7, 4);
  const found: Float32Array[] = [];
  for (const backend of ["wasm", "cpu"] as const) {
    await useBackend(backend);
    const model = smallest();
    found.push(await predict(model, x, { batchSize: 3 }));
    model.dispose();
  }
  await useBackend("wasm");
  assertClose(found[0]!, found[1]!, 1e-6, "probabilities");
});

Deno.test("predict() shows weights that are not numbers, whatever the layers", async () => {
  for (const useBias of [false, true]) {
    const model = chain([4], () => [dense({ useBias }), classes()]);
    const hidden = model.layers.at(-2)!;
    const weights = hidden.getWeights().map(({ shape }) => tf.fill(shape, NaN));
    hidden.setWeights(weights);
    assertEquals(await predict(model, new Float32Array(4)), new Float32Array(3).fill(NaN));
    tf.dispose(weights);
    model.dispose();
  }
});

Deno.test("a predictor outlives a growth of the WASM heap between its batches", async () => {
  const model = smallest();
  const x = examples(2, 4).x;
  const write = (to: Float32Array) => to.set(x);
  const predictor = createPredictor(model, { batchSize: 2 });
  const expected = await predictor.run(write, 2);
  const before = heapBytes();
  const large = tf.zeros([before / 4]); // as large as the whole heap
  assert(heapBytes() > before);
  assertEquals(await predictor.run(write, 2), expected);
  predictor.dispose();
  large.dispose();
  model.dispose();
});

Deno.test("a predictor answers by the weights that the model had, predict() by those it has", async () => {
  const model = chain([6, 6, 1], () => [conv(), flatten(), classes()]);
  const x = Float32Array.from({ length: 36 }, (_, i) => Math.cos(i));
  const predictor = createPredictor(model, { batchSize: 1 });
  const write = (to: Float32Array) => to.set(x);
  const before = await predict(model, x);
  assertEquals(await predictor.run(write, 1), before);
  const other = model.getWeights().map((weight) => tf.add(weight, 0.5));
  model.setWeights(other);
  tf.dispose(other);
  const rest = tf.zeros([10_000]); // where the old weights were, there may be others now
  const after = await predict(model, x);
  assertEquals(await predictor.run(write, 1), before);
  assertEquals(before.some((value, i) => value !== after[i]), true);
  predictor.dispose();
  rest.dispose();
  model.dispose();
});

function heapBytes(): number {
  return heapOf(tf.backend() as BackendWasm).floats(0, 1).buffer.byteLength;
}

const ERRORS: [Float32Array, PredictOptions, string][] = [
  [
    new Float32Array(4),
    { batchSize: 1.5 },
    "batchSize must be a whole number of at least 1, got 1.5",
  ],
  [new Float32Array(4), { scale: 0 }, "scale must be a finite number above 0, got 0"],
  [
    new Float32Array(5),
    {},
    "x must hold one or more examples of shape [4], 4 values each, got 5",
  ],
];

for (const [x, options, text] of ERRORS) {
  Deno.test(`predict() says: ${text}`, async () => {
    const model = smallest();
    const error = await assertRejects(() => predict(model, x, options), RangeError);
    assertEquals(error.message, `Cannot predict: ${text}`);
    model.dispose();
  });
}
