import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { type Examples, train, type TrainOptions } from "descent/nn";
import { assertEquals, assertRejects } from "@std/assert";
import { chain, classes, dense, examples, smallest, weightsOf } from "./toys.ts";

await useBackend("wasm");

const good = examples(3, 4);
const quiet = { epochs: 1, seed: 0, progress: "none" } as const;

const rate = "learningRate must be a finite number above 0";
const OPTIONS: [Partial<Record<keyof TrainOptions, unknown>>, string][] = [
  [{ epochs: 0 }, "Cannot train: epochs must be a whole number of at least 1, got 0"],
  [{ epochs: 1.5 }, "Cannot train: epochs must be a whole number of at least 1, got 1.5"],
  [
    { epochs: undefined },
    "Cannot train: epochs must be a whole number of at least 1, got undefined",
  ],
  [{ batchSize: 0 }, "Cannot train: batchSize must be a whole number of at least 1, got 0"],
  [{ learningRate: 0 }, `Cannot train: ${rate}, got 0`],
  [{ learningRate: -0.1 }, `Cannot train: ${rate}, got -0.1`],
  [{ learningRate: NaN }, `Cannot train: ${rate}, got NaN`],
  [{ learningRate: Infinity }, `Cannot train: ${rate}, got Infinity`],
  [
    { seed: -1 },
    "Cannot create a random number generator: seed must be a whole number from 0 to 4294967295, got -1",
  ],
  [
    { seed: undefined },
    "Cannot create a random number generator: seed must be a whole number from 0 to 4294967295, " +
    "got undefined",
  ],
  [
    { optimizer: "adamw" },
    "Cannot train: optimizer must be one of adam, sgd, rmsprop, adagrad, adamax, adadelta, " +
    'got "adamw"',
  ],
];

const DATA: [Examples, string][] = [
  [
    { x: new Float32Array(0), y: new Uint8Array(0) },
    "Cannot train: x must hold one or more examples of shape [4], 4 values each, got 0",
  ],
  [
    { x: new Float32Array(7), y: new Uint8Array(2) },
    "Cannot train: x must hold one or more examples of shape [4], 4 values each, got 7",
  ],
  [{ ...good, y: Uint8Array.of(0, 1) }, "Cannot train: x and y must have one length, got 3 and 2"],
  [{ ...good, y: new Uint8Array(0) }, "Cannot train: x and y must have one length, got 3 and 0"],
  [
    { ...good, y: Uint8Array.of(0, 3, 4) },
    "Cannot train: every label must lie in 0 to 2, got 3 at example 1",
  ],
  [
    { ...good, y: Int32Array.of(0, 1, -1) },
    "Cannot train: every label must lie in 0 to 2, got -1 at example 2",
  ],
  [{ ...good, scale: 0 }, "Cannot train: scale must be a finite number above 0, got 0"],
  [{ ...good, scale: NaN }, "Cannot train: scale must be a finite number above 0, got NaN"],
];

/** Fails unless training stops with this text, and leaves model and tensors as they were. */
async function assertRefused(data: Examples, options: TrainOptions, text: string): Promise<void> {
  const model = smallest();
  const start = weightsOf(model);
  const before = tf.memory().numTensors;
  const error = await assertRejects(() => train(model, data, options), RangeError);
  assertEquals(error.message, text);
  assertEquals(weightsOf(model), start);
  assertEquals(tf.memory().numTensors, before);
  model.dispose();
}

for (const [options, text] of OPTIONS) {
  const what = Object.entries(options).map(([name, value]) => `${name} ${value}`).join(" with ");
  Deno.test(`train() refuses ${what}`, () =>
    assertRefused(good, { ...quiet, ...options } as TrainOptions, text));
}

for (const [data, text] of DATA) {
  Deno.test(`train() says: ${text}`, () => assertRefused(data, quiet, text));
}

const twoInputs = () => {
  const inputs = [tf.input({ shape: [2] }), tf.input({ shape: [2] })];
  const joined = tf.layers.concatenate().apply(inputs) as tf.SymbolicTensor;
  return tf.model({ inputs, outputs: classes().apply(joined) as tf.SymbolicTensor });
};

const MODELS: [what: string, () => tf.LayersModel, new (text: string) => Error, string][] = [
  [
    "a model that is not built yet",
    () => tf.sequential(),
    TypeError,
    "the model must have one input and one output, got 0 and 0",
  ],
  ["two inputs", twoInputs, TypeError, "the model must have one input and one output, got 2 and 1"],
  [
    "an output of several axes",
    () => chain([2, 2], () => [classes()]),
    TypeError,
    "the model must give k numbers for each example, shape [null, k], got [null, 2, 3]",
  ],
  [
    "a softmax over a single class",
    () => chain([4], () => [dense({ units: 1, activation: "softmax" })]),
    RangeError,
    "a model with one output must end in a sigmoid: a softmax over one class is always 1",
  ],
];

for (const [what, make, ErrorClass, text] of MODELS) {
  Deno.test(`train() refuses ${what}`, async () => {
    const model = make();
    const error = await assertRejects(() => train(model, good, quiet), ErrorClass);
    assertEquals(error.message, `Cannot train: ${text}`);
    model.dispose();
  });
}
