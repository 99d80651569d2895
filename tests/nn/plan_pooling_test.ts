import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { compileStep, train } from "descent/nn";
import { assertEquals, assertThrows } from "@std/assert";
import { modelOf, testPlans } from "./plan_law.ts";
import { asFit, assertClose, classes, conv, dense, examples, flatten, weightsOf } from "./toys.ts";

await useBackend("wasm");

const average = (settings = {}) => tf.layers.averagePooling2d({ poolSize: 2, ...settings });
const globalMax = () => tf.layers.globalMaxPooling2d({});

testPlans({
  "average pooling, windows that overlap and reach beyond the border": {
    shape: [9, 8, 2],
    make: () => [
      average(),
      conv(),
      average({ poolSize: 3, strides: [2, 1], padding: "same" }),
      flatten(),
      classes(),
    ],
  },
  "global average pooling": {
    shape: [7, 6, 1],
    make: () => [conv(), tf.layers.globalAveragePooling2d({}), classes()],
  },
  "global maximum pooling": { shape: [7, 6, 1], make: () => [conv(), globalMax(), classes()] },
  "padding around and inside": {
    shape: [5, 6, 2],
    make: () => [
      tf.layers.zeroPadding2d({ padding: [[2, 0], [1, 3]] }),
      conv(),
      tf.layers.zeroPadding2d({ padding: 1 }),
      conv({ filters: 3, strides: 2 }),
      flatten(),
      classes(),
    ],
  },
  "other shapes": {
    shape: [24],
    make: () => [
      tf.layers.reshape({ targetShape: [4, 6] }),
      dense({ activation: "tanh" }), // at each of four places
      tf.layers.reshape({ targetShape: [2, 2, 5] }),
      conv({ kernelSize: 2 }),
      flatten(),
      classes(),
    ],
  },
});

Deno.test("every place that holds the global maximum gets the gradient, as tfjs has it", async () => {
  const given = {
    shape: [6, 6, 1],
    make: () => [conv({ activation: "linear" }), globalMax(), classes()],
  };
  const data = examples(16, 36);
  data.x.forEach((_, at) => data.x[at] = Math.floor(at / 36) % 3); // one shade of grey an image
  const options = { epochs: 3, seed: 1, batchSize: 8, progress: "none" } as const;
  const models = [modelOf(given), asFit(modelOf(given))];
  const paths = [];
  for (const model of models) paths.push((await train(model, data, options)).path);
  assertEquals(paths, ["compiled", "fit"]);
  const [a, b] = models.map(weightsOf) as [Float32Array[], Float32Array[]];
  a.forEach((values, i) => assertClose(values, b[i]!, 1e-5, `weight ${i}`));
});

Deno.test("images that are smaller than a window, and shapes of another size, are not compiled", () => {
  const wrong: [layer: tf.layers.Layer, why: string][] = [
    [average({ poolSize: 5, name: "wide" }), 'layer "wide" gives nothing'],
    [
      tf.layers.reshape({ targetShape: [2, 2, 7], name: "other" }),
      'layer "other" (Reshape) is not one it takes',
    ],
  ];
  for (const [layer, why] of wrong) {
    const model = modelOf({ shape: [4, 4, 2], make: () => [layer, flatten(), classes()] });
    assertThrows(() => compileStep(model, examples(4, 32)), TypeError, why);
  }
});
