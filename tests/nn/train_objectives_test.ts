import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { useBackend } from "descent/backend";
import { createPrng } from "descent/core";
import { evaluate, predict, train } from "descent/nn";
import { asFit, chain, dense } from "./toys.ts";

await useBackend("wasm");

const N = 64;
const prng = createPrng(3);
const x = Float32Array.from({ length: N * 3 }, () => 2 * prng.next() - 1);
const linear = Float32Array.from(
  { length: N },
  (_, i) => 2 * x[3 * i]! - x[3 * i + 1]! + 0.5 * x[3 * i + 2]! + 1,
);
const positive = Uint8Array.from(linear, (value) => value > 1 ? 1 : 0);
const quiet = { seed: 1, batchSize: 16, progress: "none" as const };

const regressor = () => chain([3], () => [dense({ units: 8 }), number("linear")]);
const binary = () => chain([3], () => [dense({ units: 8 }), number("sigmoid")]);
/** One after the other: training counts tensors. */
async function inTurn<T>(
  models: tf.LayersModel[],
  run: (model: tf.LayersModel) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (const model of models) results.push(await run(model));
  return results;
}

const number = (activation: string) => dense({ units: 1, activation });

Deno.test("train() fits numbers by the squared error, compiled and by model.fit alike", async () => {
  const models = [regressor(), asFit(regressor())];
  const settings = { ...quiet, epochs: 60, learningRate: 0.02 };
  const results = await inTurn(models, (model) => train(model, { x, y: linear }, settings));
  assertEquals(results.map(({ path }) => path), ["compiled", "fit"]);
  results[0]!.epochs.forEach(({ loss, meanAbsoluteError }, i) => {
    assertAlmostEquals(loss, results[1]!.epochs[i]!.loss, 1e-4 * loss + 1e-6);
    const other = results[1]!.epochs[i]!.meanAbsoluteError;
    assertAlmostEquals(meanAbsoluteError, other, 1e-3 * other);
  });
  assert(results[0]!.epochs.at(-1)!.loss < 0.01);
  for (const model of models) model.dispose();
});

Deno.test("train() tells yes from no by one sigmoid, compiled and by model.fit alike", async () => {
  const models = [binary(), asFit(binary())];
  const settings = { ...quiet, epochs: 40, learningRate: 0.02 };
  const results = await inTurn(models, (model) => train(model, { x, y: positive }, settings));
  assertEquals(results.map(({ path }) => path), ["compiled", "fit"]);
  results[0]!.epochs.forEach(({ loss, accuracy }, i) => {
    assertAlmostEquals(loss, results[1]!.epochs[i]!.loss, 1e-4 * loss + 1e-6);
    assertEquals(accuracy, results[1]!.epochs[i]!.accuracy);
  });
  assert(results[0]!.epochs.at(-1)!.accuracy > 0.95);
});

Deno.test("evaluate() scores numbers by squared and absolute error", async () => {
  const model = chain([1], () => [
    tf.layers.dense({ units: 2, useBias: false, weights: [tf.tensor2d([[2, -1]])] }),
  ]);
  const data = { x: Float32Array.of(1, 2), y: Float32Array.of(2, 0, 3, -2) };
  const { loss, meanAbsoluteError, yPred } = await evaluate(model, data);
  assertEquals([...yPred], [2, -1, 4, -2]); // off by 0, −1, 1, 0
  assertEquals([loss, meanAbsoluteError], [0.5, 0.5]);
  model.dispose();
});

Deno.test("evaluate() takes one output for the probability of class 1", async () => {
  const model = chain([1], () => [
    tf.layers.dense({
      ...{ units: 1, activation: "sigmoid", useBias: false },
      weights: [tf.tensor2d([[Math.log(3)]])],
    }),
  ]);
  const data = { x: Float32Array.of(1, -1, 0), y: Uint8Array.of(1, 1, 0) };
  const { loss, accuracy, yPred, probabilities } = await evaluate(model, data);
  [3 / 4, 1 / 4, 1 / 2].forEach((p, i) => assertAlmostEquals(probabilities[i]!, p, 1e-6));
  assertEquals([...yPred], [1, 0, 0]);
  assertAlmostEquals(accuracy, 2 / 3);
  assertAlmostEquals(loss, (Math.log(4 / 3) + Math.log(4) + Math.log(2)) / 3, 1e-6);
  model.dispose();
});

Deno.test("train() scores examples held back after every epoch, with that epoch's weights", async () => {
  const [first, held] = [{ x: x.slice(0, 144), y: linear.slice(0, 48) }, {
    x: x.slice(144),
    y: linear.slice(48),
  }];
  for (const model of [regressor(), asFit(regressor())]) {
    const seen: number[] = [];
    const { epochs } = await train(model, first, {
      ...{ ...quiet, epochs: 3, validation: held },
      onEpoch: async () => seen.push((await evaluate(model, held)).loss),
    });
    assertEquals(seen.length, 3);
    epochs.forEach(({ validation }, i) => assertAlmostEquals(validation!.loss, seen[i]!, 1e-6));
    model.dispose();
  }
});

Deno.test("train() refuses numbers that do not fit the model or are not finite", async () => {
  const model = regressor();
  const options = { ...quiet, epochs: 1 };
  await assertRejects(
    () => train(model, { x, y: new Float32Array(3) }, options),
    RangeError,
    "Cannot train: y must hold 1 numbers for each of 64 examples, got 3",
  );
  await assertRejects(
    () => train(model, { x, y: linear.with(5, NaN) }, options),
    RangeError,
    "Cannot train: every number in y must be finite, got NaN at 5",
  );
  model.dispose();
});

Deno.test("train() refuses a label above 1 for a model with one output", async () => {
  const model = binary();
  await assertRejects(
    () => train(model, { x, y: positive.with(2, 2) }, { ...quiet, epochs: 1 }),
    RangeError,
    "Cannot train: every label must lie in 0 to 1, got 2 at example 2",
  );
  model.dispose();
});

Deno.test("train() writes a regression's lines with Keras's name of the metric", async () => {
  const model = regressor();
  const lines: string[] = [];
  const log = console.log;
  console.log = (line: string) => lines.push(line);
  try {
    const held = { x: x.slice(0, 3), y: linear.slice(0, 1) };
    const settings = { ...quiet, epochs: 1, progress: "lines" as const, validation: held };
    await train(model, { x, y: linear }, settings);
  } finally {
    console.log = log;
  }
  const number = String.raw`\d\S*`;
  const means = `mae: ${number} - loss: ${number} - val_mae: ${number} - val_loss: ${number}`;
  assert(new RegExp(`^Epoch 1/1 - 4/4 - 0s - .*ms/step - ${means}$`).test(lines[0]!), lines[0]);
  model.dispose();
});

Deno.test("predict() gives a regression's numbers, compiled and by tfjs alike", async () => {
  const [plan, graph] = [regressor(), asFit(regressor())];
  const [a, b] = [await predict(plan, x), await predict(graph, x)];
  a.forEach((value, i) => assertAlmostEquals(value, b[i]!, 1e-5));
});
