import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { train, type TrainOptions } from "descent/nn";
import { assert, assertEquals } from "@std/assert";
import {
  asFit,
  assertClose,
  chain,
  classes,
  conv,
  dense,
  examples,
  flatten,
  LITTLE_INK,
  skipsBlanks,
  weightsOf,
} from "./toys.ts";

type Case = {
  what: string;
  shape: number[];
  layers: () => tf.layers.Layer[];
  /** As `examples` takes it. */
  ink?: number;
  /** Whether the convolution is computed only where there is ink. */
  skips?: boolean;
};

// Few patches with ink: one op for the whole model. Many, or other layers: one op a layer.
const CASES: Case[] = [
  {
    what: "Conv2D → Flatten → Dense on mostly blank images",
    shape: [12, 12, 1],
    layers: () => [conv(), flatten(), classes()],
    ink: LITTLE_INK,
    skips: true,
  },
  {
    what: "the same on images full of ink",
    shape: [9, 9, 1],
    layers: () => [conv(), flatten(), classes()],
  },
  {
    what: "the same on blank images alone",
    shape: [9, 9, 1],
    layers: () => [conv(), flatten(), classes()],
    ink: 0,
    skips: true,
  },
  {
    what: "mostly blank images of two channels, strides 2 × 1, no ReLU, 24 filters, 16 classes",
    shape: [13, 12, 2],
    layers: () => {
      const settings = { strides: [2, 1], activation: "linear", filters: 24, kernelSize: [3, 2] };
      return [conv(settings), flatten(), classes({ units: 16 })];
    },
    ink: LITTLE_INK,
    skips: true,
  },
  {
    what: "mostly blank images without any bias",
    shape: [12, 13, 1],
    layers: () => [conv({ useBias: false }), flatten(), classes({ useBias: false })],
    ink: LITTLE_INK,
    skips: true,
  },
  {
    what: "mostly blank images and a bias on one side only",
    shape: [12, 13, 1],
    layers: () => [conv({ useBias: false }), flatten(), classes()],
    ink: LITTLE_INK,
    skips: true,
  },
  {
    what: "mostly blank images with padding 'same'",
    shape: [12, 12, 1],
    layers: () => [conv({ padding: "same" }), flatten(), classes()],
    ink: LITTLE_INK,
  },
  {
    what: "mostly blank images and seven filters",
    shape: [12, 12, 1],
    layers: () => [conv({ filters: 7 }), flatten(), classes()],
    ink: LITTLE_INK,
  },
  {
    what: "mostly blank images and 17 classes",
    shape: [12, 12, 1],
    layers: () => [conv(), flatten(), classes({ units: 17 })],
    ink: LITTLE_INK,
  },
  {
    what: "two convolutions, 'same' and strides, with and without ReLU and bias",
    shape: [9, 8, 2],
    layers: () => [
      conv({ padding: "same", strides: 2, filters: 5 }),
      conv({ kernelSize: 2, filters: 9, useBias: false, activation: "linear" }),
      flatten(),
      classes(),
    ],
  },
  {
    what: "two convolutions whose second is 'same' with strides larger than its filter",
    shape: [9, 9, 1],
    layers: () => [
      conv({ useBias: false }),
      conv({ kernelSize: 2, strides: 3, padding: "same", activation: "linear" }),
      flatten(),
      classes(),
    ],
  },
  {
    what: "a convolution and hidden Dense layers, ReLU and linear",
    shape: [6, 6, 1],
    layers:
      () => [conv(), flatten(), dense({ units: 17 }), dense({ activation: "linear" }), classes()],
  },
  {
    what: "Dense layers without bias",
    shape: [12],
    layers: () => [
      dense({ useBias: false, units: 70 }),
      dense({ useBias: false, activation: "linear" }),
      classes({ useBias: false }),
    ],
  },
  { what: "a single Dense", shape: [12], layers: () => [classes()] },
];

for (const { what, shape, layers, ink, skips = false } of CASES) {
  Deno.test(`train() gives the same compiled and by model.fit: ${what}`, async () => {
    await useBackend("wasm");
    // Three batches of five, and a last one of three.
    const data = examples(18, shape.reduce((a, b) => a * b), ink);
    const options = { epochs: 2, batchSize: 5, seed: 1, progress: "none" as const };
    const own = chain(shape, layers);
    const other = asFit(chain(shape, layers));
    assertEquals(weightsOf(own), weightsOf(other));
    assertEquals(skipsBlanks(own, data.x), skips);
    const losses = { own: [] as number[], other: [] as number[] };
    const watch = (to: number[]): Partial<TrainOptions> => ({
      onStep: ({ loss }) => to.push(loss),
    });
    const compiled = await train(own, data, { ...options, ...watch(losses.own) });
    const fitted = await train(other, data, { ...options, ...watch(losses.other) });
    assertEquals([compiled.path, compiled.why], ["compiled", "every layer has a compiled form"]);
    assertEquals(fitted.path, "fit");
    assertEquals(losses.own.length, 8);
    assertClose(losses.own, losses.other, 2e-5, "losses");
    compiled.epochs.forEach(({ accuracy }, i) =>
      assertEquals(accuracy, fitted.epochs[i]!.accuracy)
    );
    weightsOf(own).forEach((weights, i) => {
      assertClose(weights, weightsOf(other)[i]!, 2e-5, `weights ${i}`);
    });
    own.dispose();
  });
}

Deno.test("train() gives the same on images full of ink after a first batch of blank ones", async () => {
  await useBackend("wasm");
  const layers = () => [conv(), flatten(), classes()];
  const data = examples(18, 81);
  data.x.fill(0, 0, 5 * 81); // the batch that decides how to compute
  assert(skipsBlanks(chain([9, 9, 1], layers), data.x.subarray(0, 5 * 81)));
  const options = { epochs: 2, batchSize: 5, seed: 1, progress: "none" as const };
  const [own, other] = [chain([9, 9, 1], layers), asFit(chain([9, 9, 1], layers))];
  const compiled = await train(own, data, options);
  const fitted = await train(other, data, options);
  const losses = [compiled, fitted].map(({ epochs }) => epochs.map(({ loss }) => loss));
  assertClose(losses[0]!, losses[1]!, 2e-5, "losses");
  weightsOf(own).forEach((weights, i) => {
    assertClose(weights, weightsOf(other)[i]!, 2e-5, `weights ${i}`);
  });
  own.dispose();
});

Deno.test("train() learns on both paths", async () => {
  await useBackend("wasm");
  const data = examples(60, 49, 0.5);
  for (const wrap of [(model: tf.Sequential) => model, asFit]) {
    const model = wrap(chain([7, 7, 1], () => [conv(), flatten(), classes()]));
    const options = { epochs: 15, batchSize: 10, seed: 0, learningRate: 0.01 };
    const { epochs, path } = await train(model, data, { ...options, progress: "none" });
    assert(epochs.at(-1)!.accuracy > 0.95, `${path}: ${epochs.at(-1)!.accuracy}`);
    model.dispose();
  }
});
