import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { createPrng } from "descent/core";
import { compileStep } from "descent/nn";
import { assertEquals } from "@std/assert";
import { ResetAfterGru } from "../../lib/nn/keras/reset_after_gru.ts";
import { dataOf } from "./plan_law.ts";
import { chain, classes, flatten } from "./toys.ts";

const settings = {
  units: 16,
  recurrentInitializer: "glorotNormal",
  returnSequences: true,
} as const;

/** Layers that go through time, large enough for their examples to be shared among threads. */
const LAYERS: Record<string, () => tf.layers.Layer> = {
  LSTM: () => tf.layers.lstm(settings),
  GRU: () => tf.layers.gru(settings),
  ResetAfterGRU: () => new ResetAfterGru({ units: 16, returnSequences: true }),
  SimpleRNN: () => tf.layers.simpleRNN({ ...settings, units: 48 }),
};

/** A network on texts of twenty words; the same weights at every call. */
function textModel(layer: () => tf.layers.Layer): tf.LayersModel {
  const embedding = () => tf.layers.embedding({ inputDim: 30, outputDim: 8, inputLength: 20 });
  const model = chain([20], () => [embedding(), layer(), flatten(), classes()]);
  const prng = createPrng(1);
  const drawn = model.getWeights().map(({ size, shape }) =>
    tf.tensor(Float32Array.from({ length: size }, () => 0.4 * prng.next() - 0.2), shape)
  );
  model.setWeights(drawn);
  tf.dispose(drawn);
  return model;
}

/** Losses of some steps and the weights after them; threads start while it runs. */
async function trained(layer: () => tf.layers.Layer, threads: number): Promise<number[]> {
  await useBackend("wasm", { threads });
  const model = textModel(layer);
  const data = dataOf({ shape: [20], words: 30, make: () => [] }, 22);
  const step = compileStep(model, data);
  const numbers: number[] = [];
  for (let i = 0; i < 40; i++) {
    numbers.push(step.run(data).loss);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  step.keep();
  step.dispose();
  for (const weight of model.getWeights()) numbers.push(...weight.dataSync());
  model.dispose();
  return numbers;
}

for (const [name, layer] of Object.entries(LAYERS)) {
  Deno.test(`threads change no bit of a compiled ${name}'s training`, async () => {
    const expected = await trained(layer, 1);
    for (const threads of [2, 3]) assertEquals(await trained(layer, threads), expected);
  });
}
