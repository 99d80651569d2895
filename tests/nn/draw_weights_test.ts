import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { createPrng } from "descent/core";
import { type SequenceCell, sequenceModel } from "descent/nn";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { drawWeights } from "../../lib/nn/draw_weights.ts";
import { weightsOf } from "./toys.ts";

await useBackend("wasm");

/** Fails unless the values look uniform on ±limit: mean and mean square, give or take 4 errors. */
function assertUniform(values: Float32Array, limit: number): void {
  const n = values.length;
  const mean = (of: (value: number) => number) =>
    values.reduce((sum, value) => sum + of(value / limit), 0) / n;
  assert(values.every((value) => Math.abs(value) <= limit));
  assert(Math.abs(mean((value) => value)) < 4 / Math.sqrt(3 * n));
  assert(Math.abs(mean((value) => value ** 2) - 1 / 3) < 4 * Math.sqrt(4 / 45 / n));
}

Deno.test("drawWeights() draws kernels within Glorot's limits, embeddings within 0.05", () => {
  const model = tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: 200, outputDim: 9, inputLength: 16 }),
      tf.layers.reshape({ targetShape: [12, 12, 1] }),
      tf.layers.conv2d({ filters: 40, kernelSize: 5 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 7 }),
    ],
  });
  drawWeights(model, createPrng(0));
  const [embedding, filters, filterBias, dense, denseBias] = weightsOf(model);
  assertUniform(embedding!, 0.05);
  assertUniform(filters!, Math.sqrt(6 / (25 * (1 + 40))));
  assertUniform(dense!, Math.sqrt(6 / (8 * 8 * 40 + 7)));
  assertEquals([filterBias, denseBias], [new Float32Array(40), new Float32Array(7)]);
  model.dispose();
});

const CELLS: [SequenceCell, gates: number][] = [["simpleRNN", 1], ["gru", 3], ["lstm", 4]];

for (const [cell, gates] of CELLS) {
  Deno.test(`drawWeights() draws the recurrent weights of a ${cell} with orthogonal rows`, () => {
    const units = 8;
    const model = sequenceModel({ cell, length: 3, features: 5, classes: 2, units, seed: 1 });
    const [kernel, recurrent] = weightsOf(model) as [Float32Array, Float32Array];
    assertUniform(kernel, Math.sqrt(6 / (5 + gates * units)));
    const columns = gates * units;
    for (let i = 0; i < units; i++) {
      for (let j = 0; j <= i; j++) {
        const products = Array.from(
          { length: columns },
          (_, c) => recurrent[i * columns + c]! * recurrent[j * columns + c]!,
        );
        assertAlmostEquals(products.reduce((a, b) => a + b), i === j ? 1 : 0, 1e-6);
      }
    }
    model.dispose();
  });
}

Deno.test("drawWeights() leaves biases as they are: an LSTM's forget gate begins at 1", () => {
  const model = sequenceModel({
    cell: "lstm",
    length: 3,
    features: 5,
    classes: 2,
    units: 2,
    seed: 0,
  });
  assertEquals([...weightsOf(model)[2]!], [0, 0, 1, 1, 0, 0, 0, 0]); // gates i, f, c, o
  model.dispose();
});

Deno.test("drawWeights() draws the same bits on the cpu backend, and leaves no tensors", async () => {
  const draw = () => {
    const before = tf.memory().numTensors;
    const model = sequenceModel({ cell: "lstm", length: 3, features: 5, classes: 2, seed: 4 });
    const weights = weightsOf(model).map((values) => values.slice());
    model.dispose();
    assertEquals(tf.memory().numTensors, before);
    return weights;
  };
  const onWasm = draw();
  await tf.setBackend("cpu");
  try {
    assertEquals(draw(), onWasm);
  } finally {
    await tf.setBackend("wasm");
  }
});
