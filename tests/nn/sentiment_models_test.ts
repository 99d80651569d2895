import { useBackend } from "descent/backend";
import { bagOfWordsNetwork, loadModel, predict, saveModel, sentimentLstm } from "descent/nn";
import { assertEquals, assertThrows } from "@std/assert";

await useBackend("wasm");

Deno.test("sentimentLstm() is the documented network", () => {
  const model = sentimentLstm({ seed: 0 });
  assertEquals(model.inputs[0]!.shape, [null, 100]);
  assertEquals(model.layers.map((layer) => layer.getClassName()), ["Embedding", "LSTM", "Dense"]);
  assertEquals(model.layers.map((layer) => layer.countParams()), [32_000, 8_320, 33]);
  assertEquals(model.layers[2]!.getConfig()["activation"], "sigmoid");
  model.dispose();
});

Deno.test("bagOfWordsNetwork() is a small one", () => {
  const model = bagOfWordsNetwork({ seed: 0, words: 30, classes: 4 });
  assertEquals(model.layers.map((layer) => layer.countParams()), [16 * 31, 4 * 17]);
  assertEquals(model.layers[1]!.getConfig()["activation"], "softmax");
  model.dispose();
});

const MODELS = {
  "sentimentLstm()": { create: (seed: number) => sentimentLstm({ seed, words: 9, length: 4 }) },
  "bagOfWordsNetwork()": { create: (seed: number) => bagOfWordsNetwork({ seed, words: 4 }) },
};
const INPUT = Float32Array.of(0, 1, 2, 1, 0, 0, 1, 3);

for (const [name, { create }] of Object.entries(MODELS)) {
  Deno.test(`${name} is the same for the same seed, and another for another`, async () => {
    const models = [create(1), create(1), create(2)];
    const [a, b, c] = await Promise.all(models.map((model) => predict(model, INPUT)));
    assertEquals(a, b);
    assertEquals(a!.some((p, i) => p !== c![i]), true);
    for (const model of models) model.dispose();
  });

  for (const form of ["model", "model.h5"]) {
    Deno.test(`${name} predicts the same saved and loaded, ${form}`, async () => {
      const dir = await Deno.makeTempDir();
      const model = create(0);
      await saveModel(model, `${dir}/${form}`);
      const copy = await loadModel(`${dir}/${form}`);
      assertEquals(await predict(copy, INPUT), await predict(model, INPUT));
      for (const each of [model, copy]) each.dispose();
      await Deno.remove(dir, { recursive: true });
    });
  }
}

Deno.test("sentimentLstm() and bagOfWordsNetwork() say what they take", () => {
  const errors: [() => unknown, string][] = [
    [
      () => sentimentLstm({ seed: -1 }),
      "Cannot build a sentiment LSTM: seed must be a whole number from 0 to 4294967295, got -1",
    ],
    [
      () => sentimentLstm({ seed: 0, words: 1 }),
      "Cannot build a sentiment LSTM: words must be a whole number of at least 2, got 1",
    ],
    [
      () => sentimentLstm({ seed: 0, length: 0 }),
      "Cannot build a sentiment LSTM: length must be a whole number of at least 1, got 0",
    ],
    [
      () => bagOfWordsNetwork({ seed: 0, classes: 1 }),
      "Cannot build a bag-of-words network: classes must be a whole number of at least 2, got 1",
    ],
  ];
  for (const [create, text] of errors) assertEquals(assertThrows(create, RangeError).message, text);
});
