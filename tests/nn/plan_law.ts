import * as tf from "@tensorflow/tfjs";
import { createPrng } from "descent/core";
import { predict, train } from "descent/nn";
import { assert, assertEquals } from "@std/assert";
import { asFit, assertClose, chain, examples, graph, weightsOf } from "./toys.ts";

/** A model for examples of a shape; `words` if these are whole numbers below it. */
export type PlanCase =
  & { shape: number[]; words?: number }
  & (
    | { make: () => tf.layers.Layer[] }
    | { connect: (input: tf.SymbolicTensor) => tf.SymbolicTensor }
  );

/** What every model that a plan takes must keep: it trains and predicts as tfjs's own steps do. */
export function testPlans(cases: Record<string, PlanCase>): void {
  for (const [name, given] of Object.entries(cases)) {
    for (const [optimizer, learningRate] of Object.entries(STEPS)) {
      Deno.test(`a compiled model trains as model.fit does: ${name}, ${optimizer}`, () =>
        trainsAlike(given, optimizer as keyof typeof STEPS, learningRate));
    }
    Deno.test(`predict() gives what model.predict gives: ${name}`, () => predictsAlike(given));
  }
}

const STEPS = { adam: 0.01, adadelta: 1, sgd: 0.1 } as const;

async function trainsAlike(
  given: PlanCase,
  optimizer: keyof typeof STEPS,
  learningRate: number,
): Promise<void> {
  const model = modelOf(given);
  const other = asFit(modelOf(given));
  const data = dataOf(given, 22); // 22 examples: the last step of an epoch takes fewer
  const options = { epochs: 3, seed: 3, batchSize: 8, progress: "none" as const };
  const before = weightsOf(model);
  const compiled = await train(model, data, { ...options, optimizer, learningRate });
  const fit = await train(other, data, { ...options, optimizer, learningRate });
  assertEquals([compiled.path, fit.path], ["compiled", "fit"], compiled.why);
  const losses = ({ epochs }: typeof fit) => epochs.map(({ loss }) => loss);
  assertClose(losses(compiled), losses(fit), 2e-5, "losses");
  const [a, b] = [weightsOf(model), weightsOf(other)];
  a.forEach((values, i) => {
    assertClose(values, b[i]!, 5e-4, `weight ${i}`);
    assert(values.some((value, j) => value !== before[i]![j]), `weight ${i} has moved`);
  });
}

async function predictsAlike(given: PlanCase): Promise<void> {
  const model = modelOf(given);
  const { x } = dataOf(given, 22);
  const tensors = tf.memory().numTensors;
  const actual = await predict(model, x, { batchSize: 8 });
  assertEquals(tf.memory().numTensors, tensors);
  const input = tf.tensor(x, [22, ...given.shape]);
  const expected = model.predict(input) as tf.Tensor;
  assertClose(actual, expected.dataSync(), 2e-6, "probabilities");
  tf.dispose([input, expected]);
}

/** Examples for a case: values, or whole numbers of words. */
export function dataOf({ shape, words }: PlanCase, n: number) {
  const data = examples(n, shape.reduce((a, b) => a * b, 1));
  if (!words) return data;
  const prng = createPrng(n);
  return { ...data, x: data.x.map(() => prng.nextInteger(words)) };
}

/** The case's model, with values other than 0 where weights start at 0. */
export function modelOf(given: PlanCase): tf.LayersModel {
  const { shape } = given;
  const model = "make" in given ? chain(shape, given.make) : graph(shape, given.connect);
  const prng = createPrng(5);
  const drawn = model.getWeights().map((weight) => {
    const values = weight.dataSync() as Float32Array;
    return tf.tensor(values.map((value) => value || prng.next() - 0.5), weight.shape);
  });
  model.setWeights(drawn);
  tf.dispose(drawn);
  return model;
}
