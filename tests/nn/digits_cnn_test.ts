import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { digitsCnn, pooledCnn } from "descent/nn";
import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { weightsOf } from "./toys.ts";

await useBackend("wasm");

/** Class, shape of what comes out, activation and number of parameters of each layer. */
function layersOf(model: tf.LayersModel): unknown[][] {
  return model.layers.map((layer) => [
    layer.getClassName(),
    (layer.outputShape as number[]).slice(1),
    layer.getConfig()["activation"],
    layer.countParams(),
  ]);
}

Deno.test("digitsCnn() has the layers of the pipeline", () => {
  const model = digitsCnn({ seed: 0 });
  assertEquals(model.inputs[0]!.shape, [null, 28, 28, 1]);
  assertEquals(layersOf(model), [
    ["Conv2D", [26, 26, 32], "relu", 320],
    ["MaxPooling2D", [13, 13, 32], undefined, 0],
    ["Dropout", [13, 13, 32], undefined, 0],
    ["Flatten", [5408], undefined, 0],
    ["Dense", [128], "relu", 692_352],
    ["Dropout", [128], undefined, 0],
    ["Dense", [10], "softmax", 1290],
  ]);
  const rates = model.layers.map((layer) => layer.getConfig()["rate"]).filter((rate) => rate);
  assertEquals(rates, [0.25, 0.5]);
  model.dispose();
});

Deno.test("pooledCnn() has the layers that are documented", () => {
  const model = pooledCnn({ seed: 0 });
  assertEquals(layersOf(model), [
    ["Conv2D", [26, 26, 32], "relu", 320],
    ["MaxPooling2D", [13, 13, 32], undefined, 0],
    ["Flatten", [5408], undefined, 0],
    ["Dense", [10], "softmax", 54_090],
  ]);
  model.dispose();
});

for (const create of [digitsCnn, pooledCnn]) {
  const name = create.name;

  Deno.test(`${name}() takes pictures of 8 × 8, and of 4 × 4 at least`, () => {
    const eight = create({ seed: 0, side: 8 });
    assertEquals(eight.inputs[0]!.shape, [null, 8, 8, 1]);
    assertEquals(eight.layers[1]!.outputShape, [null, 3, 3, 32]);
    const least = create({ seed: 0, side: 4 });
    assertEquals(least.layers[1]!.outputShape, [null, 1, 1, 32]);
    for (const model of [eight, least]) model.dispose();
  });

  Deno.test(`${name}() gives the same bits for the same seed, and others for any other`, () => {
    const seen = [0, 1, 2 ** 32 - 1].map((seed) => {
      const [a, b] = [create({ seed, side: 8 }), create({ seed, side: 8 })];
      const weights = weightsOf(a);
      assertEquals(weightsOf(b), weights);
      for (const model of [a, b]) model.dispose();
      return weights[0]!;
    });
    assertNotEquals(seen[0], seen[1]);
    assertNotEquals(seen[0], seen[2]);
  });
}

Deno.test("digitsCnn() drops other values in its two dropout layers", async () => {
  const model = digitsCnn({ seed: 3, side: 8 });
  const [first, second] = model.layers.filter((layer) => layer.getClassName() === "Dropout");
  const seeds = [first, second].map((layer) => layer!.getConfig()["seed"]);
  assertNotEquals(seeds[0], seeds[1]);
  const ones = tf.ones([1, 128]);
  const again = () => second!.apply(ones, { training: true }) as tf.Tensor;
  assertNotEquals(await again().data(), await again().data());
  model.dispose();
});

Deno.test("digitsCnn() and pooledCnn() say which sides and seeds they take", () => {
  const errors: [() => unknown, string][] = [
    [
      () => digitsCnn({ seed: 0, side: 3 }),
      "Cannot build the digits network: side must be a whole number of at least 4, got 3",
    ],
    [
      () => pooledCnn({ seed: 0, side: 7.5 }),
      "Cannot build the CNN with pooling: side must be a whole number of at least 4, got 7.5",
    ],
    [
      () => pooledCnn({ seed: -1 }),
      "Cannot create a random number generator: seed must be a whole number from 0 to 4294967295, " +
      "got -1",
    ],
  ];
  for (const [create, text] of errors) {
    assertEquals(assertThrows(create, RangeError).message, text);
  }
});
