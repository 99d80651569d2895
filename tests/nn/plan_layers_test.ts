import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { predict, seededDropout, train } from "descent/nn";
import { assertEquals, assertRejects } from "@std/assert";
import { ResetAfterGru } from "../../lib/nn/keras/reset_after_gru.ts";
import { dataOf, modelOf, type PlanCase, testPlans } from "./plan_law.ts";
import { assertClose, chain, classes, conv, dense, examples, flatten } from "./toys.ts";

await useBackend("wasm");

const pool = (settings = {}) => tf.layers.maxPooling2d({ poolSize: 2, ...settings });
const initializers = (seed: number) => ({
  kernelInitializer: tf.initializers.glorotUniform({ seed }),
  recurrentInitializer: tf.initializers.glorotUniform({ seed: seed + 1 }),
  biasInitializer: tf.initializers.randomUniform({ minval: -0.3, maxval: 0.3, seed: seed + 2 }),
});
const lstm = (settings = {}) => tf.layers.lstm({ units: 5, ...initializers(1), ...settings });
const simpleRnn = (settings = {}) =>
  tf.layers.simpleRNN({ units: 6, ...initializers(4), ...settings });
const plainGru = (settings = {}) => tf.layers.gru({ units: 5, ...initializers(7), ...settings });
const gru = () => new ResetAfterGru({ units: 5 });
const embedding = (inputLength = 7) =>
  tf.layers.embedding({
    inputDim: 9,
    outputDim: 4,
    inputLength,
    embeddingsInitializer: tf.initializers.randomUniform({ minval: -1, maxval: 1, seed: 8 }),
  });

const CASES: Record<string, PlanCase> = {
  "pooling": { shape: [9, 9, 1], make: () => [conv(), pool(), flatten(), classes()] },
  "pooling between convolutions, windows that overlap and touch the border": {
    shape: [9, 9, 1],
    make: () => [
      conv(),
      pool({ poolSize: 3, strides: 2, padding: "same" }),
      conv(),
      flatten(),
      classes(),
    ],
  },
  "dropout": {
    shape: [8, 8, 1],
    make: () => [
      conv(),
      pool(),
      seededDropout({ rate: 0.25, seed: 1 }),
      flatten(),
      dense(),
      seededDropout({ rate: 0.5, seed: 2 }),
      classes(),
    ],
  },
  "dropout of the pixels": {
    shape: [12],
    make: () => [seededDropout({ rate: 0.3, seed: 1 }), dense(), classes()],
  },
  "activations": {
    shape: [6, 6, 1],
    make: () => [
      conv({ activation: "tanh" }),
      flatten(),
      dense({ activation: "sigmoid" }),
      dense({ activation: "tanh", useBias: false }),
      dense({ activation: "hardSigmoid" }),
      classes(),
    ],
  },
  "LSTM": { shape: [7, 3], make: () => [lstm(), classes()] },
  "LSTM with ReLU and sigmoid": {
    shape: [7, 3],
    make: () => [lstm({ activation: "relu", recurrentActivation: "sigmoid" }), classes()],
  },
  "LSTM, GRU and SimpleRNN with rarer activations": {
    shape: [5, 3],
    make: () => [
      lstm({ activation: "softsign", recurrentActivation: "hardSigmoid", returnSequences: true }),
      plainGru({ activation: "elu", recurrentActivation: "sigmoid", returnSequences: true }),
      simpleRnn({ activation: "softplus" }),
      classes(),
    ],
  },
  "LSTM without bias, of two steps": {
    shape: [2, 3],
    make: () => [lstm({ useBias: false }), classes()],
  },
  "LSTM on LSTM on SimpleRNN": {
    shape: [7, 3],
    make: () => [
      simpleRnn({ returnSequences: true }),
      lstm({ returnSequences: true }),
      lstm({ units: 4 }),
      classes(),
    ],
  },
  "all states of a SimpleRNN": {
    shape: [7, 3],
    make: () => [simpleRnn({ returnSequences: true }), flatten(), classes()],
  },
  "GRU": { shape: [7, 3], make: () => [gru(), classes()] },
  "GRU on SimpleRNN": {
    shape: [7, 5],
    make: () => [simpleRnn({ units: 3, returnSequences: true }), gru(), classes()],
  },
  "GRU whose reset gate comes before the product": {
    shape: [7, 3],
    make: () => [plainGru(), classes()],
  },
  "GRU of tf.layers on GRU, without biases": {
    shape: [5, 3],
    make: () => [
      plainGru({ returnSequences: true, useBias: false, recurrentActivation: "sigmoid" }),
      new ResetAfterGru({ units: 6, useBias: false, returnSequences: true }),
      flatten(),
      classes(),
    ],
  },
  "embedding and GRU": { shape: [7], words: 9, make: () => [embedding(), plainGru(), classes()] },
  "embedding and SimpleRNN": {
    shape: [7],
    words: 9,
    make: () => [embedding(), simpleRnn({ returnSequences: true }), gru(), classes()],
  },
  "embedding given another shape": {
    shape: [6],
    words: 9,
    make: () => [
      embedding(6),
      tf.layers.reshape({ targetShape: [3, 8] }),
      lstm(),
      classes(),
    ],
  },
  "embedding that two layers take": {
    shape: [7],
    words: 9,
    connect(input) {
      const rows = embedding().apply(input) as tf.SymbolicTensor;
      const sides = [lstm(), simpleRnn()].map((layer) => layer.apply(rows) as tf.SymbolicTensor);
      return classes().apply(tf.layers.concatenate().apply(sides)) as tf.SymbolicTensor;
    },
  },
  "embedding and LSTM": { shape: [7], words: 9, make: () => [embedding(), lstm(), classes()] },
  "embedding and dense": { shape: [7], words: 9, make: () => [embedding(), flatten(), classes()] },
};

testPlans(CASES);

Deno.test("a compiled embedding gives the same by all its rows as by those asked for", async () => {
  const given = CASES["embedding and LSTM"]!;
  const model = modelOf(given);
  const n = 23;
  const { x } = dataOf(given, n);
  const input = tf.tensor(x, [n, ...given.shape]);
  const expected = model.predict(input) as tf.Tensor;
  for (const batchSize of [n, n - 1, 2]) { // 161 places for 9 rows; 154, then 7; 14
    const actual = await predict(model, x, { batchSize });
    assertClose(actual, expected.dataSync(), 2e-6, `${batchSize} at once`);
  }
  tf.dispose([input, expected]);
});

Deno.test("a compiled embedding names a number that it has no row for", async () => {
  const model = chain([7], () => [embedding(), flatten(), classes()]);
  const data = dataOf(CASES["embedding and dense"]!, 8);
  const name = model.layers[1]!.name;
  for (const wrong of [9, -1, -0.5]) {
    data.x[3] = wrong;
    await assertRejects(
      () => train(model, data, { epochs: 1, seed: 0, progress: "none" }),
      RangeError,
      `Cannot look up an embedding: layer "${name}" takes numbers from 0 to 8, got ${wrong}`,
    );
  }
});

Deno.test("compiled training leaves to tfjs what it does not take, and says what", async () => {
  const data = examples(8, 21);
  const refused: Record<string, () => tf.layers.Layer> = {
    LSTM: () => lstm({ dropout: 0.5 }),
    SimpleRNN: () => simpleRnn({ recurrentDropout: 0.5 }),
    GRU: () => plainGru({ dropout: 0.5 }),
  };
  for (const [kind, make] of Object.entries(refused)) {
    const model = chain([7, 3], () => [make(), classes()]);
    const { path, why } = await train(model, data, { epochs: 1, seed: 0, progress: "none" });
    const layer = model.layers[1]!.name;
    assertEquals([path, why], ["fit", `layer "${layer}" (${kind}) is not one it takes`]);
  }
});
