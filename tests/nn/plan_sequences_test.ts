import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { testPlans } from "./plan_law.ts";
import { classes, dense, flatten } from "./toys.ts";

await useBackend("wasm");

const draw = (seed: number) => tf.initializers.randomUniform({ minval: -0.4, maxval: 0.5, seed });
const conv = (settings = {}) =>
  tf.layers.conv1d({
    ...{ filters: 6, kernelSize: 3, activation: "relu" },
    ...{ kernelInitializer: draw(1), biasInitializer: draw(2) },
    ...settings,
  });
const embedding = () =>
  tf.layers.embedding({
    ...{ inputDim: 9, outputDim: 5, inputLength: 11 },
    embeddingsInitializer: tf.initializers.randomUniform({ minval: -1, maxval: 1, seed: 8 }),
  });

testPlans({
  "words, their mean": {
    shape: [11],
    words: 9,
    make: () => [embedding(), tf.layers.globalAveragePooling1d({}), dense(), classes()],
  },
  "words, convolved, the largest": {
    shape: [11],
    words: 9,
    make: () => [embedding(), conv(), tf.layers.globalMaxPooling1d({}), classes()],
  },
  "convolutions and pooling of sequences": {
    shape: [17, 2],
    make: () => [
      conv({ kernelSize: 4, padding: "same" }),
      tf.layers.maxPooling1d({ poolSize: 2 }),
      conv({ strides: 2, useBias: false, activation: "tanh" }),
      tf.layers.averagePooling1d({ poolSize: 2, strides: 1, padding: "same" }),
      flatten(),
      classes(),
    ],
  },
});
