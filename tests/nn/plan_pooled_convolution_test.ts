import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import { createPrng } from "descent/core";
import { heapOf, watchKernels } from "descent/kernels";
import { predict } from "descent/nn";
import { assertEquals } from "@std/assert";
import { assertClose, chain, classes, conv, flatten } from "./toys.ts";

await useBackend("wasm");

type Pooling = Parameters<typeof tf.layers.maxPooling2d>[0];

/** A convolution, the pooling on it, and which kernels compute both. */
const CASES: [what: string, size: number, convolution: object, pooling: Pooling, isOne: boolean][] =
  [
    ["whole pairs", 26, {}, { poolSize: 2 }, true],
    ["a row and a column left over", 25, {}, { poolSize: 2 }, true],
    ["zeros around the images", 26, { padding: "same" }, { poolSize: 2 }, true],
    ["windows beyond the edge", 25, {}, { poolSize: 2, padding: "same" }, false],
    ["windows of three", 26, {}, { poolSize: 3 }, false],
    ["windows that overlap", 26, {}, { poolSize: 2, strides: 1 }, false],
    ["no activation", 26, { activation: "linear" }, { poolSize: 2 }, true],
    ["an activation that is no ReLU", 26, { activation: "tanh" }, { poolSize: 2 }, false],
    ["steps of two", 26, { strides: 2 }, { poolSize: 2 }, false],
  ];

const COUNT = 3;

for (const [what, size, convolution, pooling, isOne] of CASES) {
  const way = isOne ? "by one kernel" : "by two";
  Deno.test(`predict() convolves and pools ${way}: ${what}`, async () => {
    const model = modelOf(size, convolution, pooling);
    const x = imagesOf(size);
    assertClose(
      await predict(model, x, { batchSize: COUNT }),
      expected(model, x, size),
      1e-5,
      what,
    );
    assertEquals(await poolings(model, x), isOne ? ["winogradConv2d"] : ["maxPool3d"]);
    model.dispose();
  });
}

Deno.test("predict() convolves and pools by two kernels where an image is not finite", async () => {
  const model = modelOf(26, {}, { poolSize: 2 });
  for (const bad of [NaN, Infinity]) {
    const x = imagesOf(26);
    x[8 * (26 * 13 + 13)] = bad; // in the middle of the first image
    const found = await predict(model, x, { batchSize: COUNT });
    const wanted = expected(model, x, 26);
    const isFinite = (values: Float32Array) => Array.from(values, Number.isFinite);
    assertEquals(isFinite(found), isFinite(wanted));
    const k = found.length / COUNT;
    assertClose(found.slice(k), wanted.slice(k), 1e-5, "the other images");
    assertEquals(await poolings(model, x), ["maxPool3d"]);
  }
  model.dispose();
});

function modelOf(size: number, convolution: object, pooling: Pooling): tf.LayersModel {
  const layers = () => [
    conv({ filters: 16, ...convolution }),
    tf.layers.maxPooling2d(pooling),
    flatten(),
    classes(),
  ];
  return chain([size, size, 8], layers);
}

function imagesOf(size: number): Float32Array {
  const prng = createPrng(3);
  return Float32Array.from({ length: COUNT * size * size * 8 }, () => prng.next() - 0.4);
}

function expected(model: tf.LayersModel, x: Float32Array, size: number): Float32Array {
  return tf.tidy(() =>
    (model.predict(tf.tensor(x, [COUNT, size, size, 8])) as tf.Tensor).dataSync() as Float32Array
  );
}

/** The kernels that gave maxima. */
async function poolings(model: tf.LayersModel, x: Float32Array): Promise<string[]> {
  const found: string[] = [];
  const stop = watchKernels(heapOf(tf.backend() as BackendWasm), ({ calls }) => {
    const [{ name, args }] = calls as [typeof calls[number]];
    const isPooled = name === "winogradConv2d" && args[13] === 1;
    if (isPooled || name === "maxPool3d") found.push(name);
  });
  await predict(model, x, { batchSize: COUNT });
  stop();
  return found;
}
