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

/** So large that four examples or fewer are a piece. */
const SHAPE = [96, 96, 4];
const COUNT = 9;

const wide = { filters: 16, padding: "same" };
const pool = () => tf.layers.maxPooling2d({ poolSize: 4 });
const on = (x: Tensor, ...layers: tf.layers.Layer[]) =>
  layers.reduce((y, layer) => layer.apply(y) as Tensor, x);

/** Models, and how often their first convolution is computed for nine examples. */
const MODELS: [what: string, make: () => tf.LayersModel, pieces: number][] = [
  [
    "images up to a dense layer",
    () => chain(SHAPE, () => [conv(wide), conv(wide), pool(), flatten(), classes()]),
    3,
  ],
  [
    "images whose convolution pools them by two",
    () =>
      chain(SHAPE, () => [
        ...[conv(wide), conv(wide), tf.layers.maxPooling2d({ poolSize: 2 }), flatten(), classes()],
      ]),
    3,
  ],
  [
    "images to the end",
    () =>
      chain(SHAPE, () => [
        conv(wide),
        conv({ filters: 3, padding: "same" }),
        tf.layers.globalAveragePooling2d({} as never),
      ]),
    2,
  ],
  [
    "branches among the images",
    () =>
      graph(SHAPE, (x) => {
        const below = on(x, conv(wide));
        const sum = tf.layers.add().apply([below, on(below, conv(wide))]) as Tensor;
        return on(sum, pool(), flatten(), classes());
      }),
    5,
  ],
  [
    "a branch that goes round the images",
    () =>
      graph(SHAPE, (x) => {
        const images = on(x, conv(wide), conv(wide), pool(), flatten(), dense());
        const all = tf.layers.concatenate().apply([images, on(x, flatten(), dense())]) as Tensor;
        return on(all, classes());
      }),
    3,
  ],
  [
    "two branches behind the images",
    () =>
      graph(SHAPE, (x) => {
        const images = on(x, conv(wide), conv(wide), pool(), flatten());
        const both = [on(images, dense()), on(images, dense())];
        return on(tf.layers.add().apply(both) as Tensor, classes());
      }),
    3,
  ],
  [
    "a branch that leaves the images half way",
    () =>
      graph(SHAPE, (x) => {
        const half = on(x, conv({ filters: 16, strides: 2 }), conv(wide));
        const rest = on(half, conv(wide), pool(), flatten(), dense());
        const all = tf.layers.concatenate().apply([rest, on(half, pool(), flatten())]) as Tensor;
        return on(all, classes());
      }),
    1,
  ],
  ["a single layer of images", () => chain(SHAPE, () => [conv(wide), flatten(), classes()]), 1],
];

for (const [what, make, pieces] of MODELS) {
  Deno.test(`a large batch goes through layers of images piece by piece: ${what}`, async () => {
    const model = make();
    const prng = createPrng(4);
    const x = Float32Array.from({ length: COUNT * 96 * 96 * 4 }, () => prng.next() - 0.3);
    const tensors = tf.memory().numTensors;
    const whole = await predict(model, x, { batchSize: COUNT });
    const single = await predict(model, x, { batchSize: 1 });
    assertEquals(tf.memory().numTensors, tensors);
    const input = tf.tensor(x, [COUNT, ...SHAPE]);
    const expected = model.predict(input) as tf.Tensor;
    assertClose(whole, expected.dataSync(), 1e-5, "all at once");
    assertClose(single, expected.dataSync(), 1e-5, "one by one");
    assertEquals(convolutionsOf(model, x), pieces);
    tf.dispose([input, expected]);
    model.dispose();
  });
}

/** How often the first convolution is computed: the kernel's calls that read from the input. */
function convolutionsOf(model: tf.LayersModel, x: Float32Array): number {
  const heap = heapOf(tf.backend() as BackendWasm);
  const inputs: number[] = [];
  const stop = watchKernels(heap, ({ calls }) => {
    const [{ name, args }] = calls as [typeof calls[number]];
    if (name === "conv2d" || name === "winogradConv2d") inputs.push(args[0]!);
    if (name === "pad") inputs.push(args[0]!);
  });
  const predictor = createPredictor(model, { batchSize: COUNT });
  let from = 0;
  predictor.run((to) => {
    from = to.byteOffset;
    to.set(x);
  }, COUNT);
  predictor.dispose();
  stop();
  return inputs.filter((at) => at >= from && at < from + 4 * x.length).length;
}
