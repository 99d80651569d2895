import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { evaluate, gradientByStep, recallTask, type SequenceCell, sequenceModel } from "descent/nn";
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";

await useBackend("wasm");

const TASK = { length: 6, symbols: 3 };
const SHAPE = { length: 6, features: 3, classes: 3, seed: 2 };

Deno.test("gradientByStep() of a linear memory falls by its factor at every step", async () => {
  for (const factor of [0.5, -0.9, 1.2]) {
    const rnn = tf.layers.simpleRNN({ units: 1, activation: "linear", inputShape: [6, 3] });
    const dense = tf.layers.dense({ units: 3, activation: "softmax" });
    const model = tf.sequential({ layers: [rnn, dense] });
    const kernel = tf.tensor2d([[1], [2], [3]]);
    rnn.setWeights([kernel, tf.tensor2d([[factor]]), tf.tensor1d([0])]);
    const norms = await gradientByStep(model, recallTask({ n: 8, distance: 0, seed: 0, ...TASK }));
    for (let t = 1; t < 6; t++) {
      assertAlmostEquals(norms[t - 1]! / norms[t]!, Math.abs(factor), 1e-5);
    }
    model.dispose();
  }
});

for (const cell of ["lstm", "gru", "simpleRNN"] as SequenceCell[]) {
  Deno.test(`gradientByStep() of a ${cell} is the slope that small changes have`, async () => {
    const model = sequenceModel({ cell, ...SHAPE, activation: "tanh" });
    const { x, y } = recallTask({ n: 1, distance: 0, seed: 1, ...TASK });
    const norms = await gradientByStep(model, { x, y });
    const h = 1e-2;
    for (const t of [0, 3, 5]) {
      const slopes = await Promise.all([0, 1, 2].map(async (j) => {
        const at = 3 * t + j;
        const moved = (by: number) =>
          evaluate(model, { x: Float32Array.from(x, (v, i) => i === at ? v + by : v), y });
        return ((await moved(h)).loss - (await moved(-h)).loss) / (2 * h);
      }));
      assertAlmostEquals(norms[t]!, Math.hypot(...slopes), 1e-4);
    }
    model.dispose();
  });
}

Deno.test("gradientByStep() is the mean over the examples, and leaves no tensors", async () => {
  const model = sequenceModel({ cell: "gru", ...SHAPE });
  const { x, y } = recallTask({ n: 2, distance: 0, seed: 3, ...TASK });
  const tensors = tf.memory().numTensors;
  const both = await gradientByStep(model, { x, y });
  assertEquals(tf.memory().numTensors, tensors);
  const [one, two] = await Promise.all(
    [0, 1].map((i) =>
      gradientByStep(model, { x: x.slice(18 * i, 18 * i + 18), y: y.slice(i, i + 1) })
    ),
  );
  both.forEach((norm, t) => assertAlmostEquals(norm, (one![t]! + two![t]!) / 2, 1e-6));
  assert(both.every((norm) => norm > 0));
  model.dispose();
});

Deno.test("gradientByStep() wants a classifier of sequences", async () => {
  const dense = tf.layers.dense({ units: 2, inputShape: [3], activation: "softmax" });
  const model = tf.sequential({ layers: [dense] });
  const error = await assertRejects(
    () => gradientByStep(model, { x: Float32Array.of(1, 2, 3), y: Uint8Array.of(0) }),
    TypeError,
  );
  const needed = "the model must take sequences, shape [null, length, features], and tell classes";
  assertEquals(error.message, `Cannot compute gradientByStep: ${needed}, got [null, 3]`);
});
