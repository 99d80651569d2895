import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { regressionNetwork, train, withNewHead } from "descent/nn";

await useBackend("wasm");

/** y = 3a − 2b on a grid. */
const data = {
  x: Float32Array.from({ length: 128 }, (_, i) => i % 2 ? (i >> 4) / 4 - 1 : (i >> 1) % 8 / 4 - 1),
  y: new Float32Array(64),
};
data.y.forEach((_, i) => data.y[i] = 3 * data.x[2 * i]! - 2 * data.x[2 * i + 1]!);

const weightsOf = (model: tf.LayersModel) => model.getWeights().map((w) => [...w.dataSync()]);

Deno.test("the regression network draws the same weights from the same seed", () => {
  const [a, b, c] = [0, 0, 1].map((seed) => weightsOf(regressionNetwork({ inputs: 2, seed })));
  assertEquals(a, b);
  assert(a![0]![0] !== c![0]![0]);
});

Deno.test("the regression network learns a plane by compiled steps", async () => {
  const model = regressionNetwork({ inputs: 2, seed: 0 });
  const { epochs, path } = await train(model, data, { epochs: 60, seed: 0, progress: "none" });
  assertEquals(path, "compiled");
  assert(epochs.at(-1)!.meanAbsoluteError < 0.2, `${epochs.at(-1)!.meanAbsoluteError}`);
  model.dispose();
});

Deno.test("the regression network needs an input", () => {
  assertThrows(() => regressionNetwork({ inputs: 0, seed: 0 }), RangeError, "inputs");
});

Deno.test("training a new head moves the head alone, and nothing of the base", async () => {
  const base = regressionNetwork({ inputs: 2, seed: 0 });
  const before = weightsOf(base);
  const model = withNewHead(base, { seed: 1 });
  const drawn = model.layers.at(-1)!.getWeights().map((w) => [...w.dataSync()]);
  await train(model, data, { epochs: 2, seed: 0, progress: "none" });
  assertEquals(weightsOf(base), before);
  const body = model.layers.slice(0, -1).flatMap((layer) => layer.getWeights());
  assertEquals(body.map((w) => [...w.dataSync()]), before.slice(0, 4));
  assert(model.layers.at(-1)!.getWeights()[0]!.dataSync()[0] !== drawn[0]![0]);
  model.dispose();
  assertEquals(weightsOf(base), before);
});

Deno.test("layers that are not frozen are trained on, and the base stays", async () => {
  const base = regressionNetwork({ inputs: 2, seed: 0 });
  const before = weightsOf(base);
  const model = withNewHead(base, { seed: 1, frozen: false });
  assertEquals(weightsOf(model).slice(0, 4), before.slice(0, 4));
  await train(model, data, { epochs: 1, seed: 0, progress: "none" });
  assert(weightsOf(model)[0]![0] !== before[0]![0]);
  assertEquals(weightsOf(base), before);
});

Deno.test("a new head may have other outputs, drawn by its seed", () => {
  const base = regressionNetwork({ inputs: 2, seed: 0 });
  const [a, b, c] = [1, 1, 2].map((seed) =>
    weightsOf(withNewHead(base, { seed, units: 3, frozen: false }))
  );
  assertEquals(a![4]!.length, 96);
  assertEquals(a, b);
  assert(a![4]![0] !== c![4]![0]);
});

Deno.test("a model that has no head to replace is refused", () => {
  const dense = tf.layers.dense({ units: 1, inputShape: [2] });
  const refused: [tf.LayersModel, string][] = [
    [tf.sequential({ layers: [dense] }), "there must be a layer before the last, got 1"],
    [
      tf.sequential({ layers: [tf.layers.flatten({ inputShape: [2, 2] })] }),
      'it must end in a Dense layer, got "Flatten"',
    ],
  ];
  for (const [model, message] of refused) {
    assertThrows(() => withNewHead(model, { seed: 0 }), TypeError, message);
  }
  const { inputs, outputs } = regressionNetwork({ inputs: 2, seed: 0 });
  const graph = tf.model({ inputs, outputs });
  assertThrows(() => withNewHead(graph, { seed: 0 }), TypeError, "it must be a chain of layers");
  const base = regressionNetwork({ inputs: 2, seed: 0 });
  assertThrows(() => withNewHead(base, { seed: 0, units: 0 }), RangeError, "units");
});
