import { useBackend } from "descent/backend";
import { documentedCnn } from "descent/nn";
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { weightsOf } from "./toys.ts";

await useBackend("wasm");

Deno.test("documentedCnn() has Keras's layers and shapes", () => {
  const model = documentedCnn({ seed: 0 });
  assertEquals(model.inputs[0]!.shape, [null, 28, 28, 1]);
  const layers = model.layers.map((layer) => [
    layer.getClassName(),
    layer.outputShape,
    layer.getConfig()["activation"],
    layer.countParams(),
  ]);
  assertEquals(layers, [
    ["Conv2D", [null, 26, 26, 32], "relu", 320],
    ["Flatten", [null, 21632], undefined, 0],
    ["Dense", [null, 10], "softmax", 216_330],
  ]);
  assertEquals(model.getWeights().map(({ shape }) => shape), [
    [3, 3, 1, 32],
    [32],
    [21632, 10],
    [10],
  ]);
  model.dispose();
});

Deno.test("documentedCnn() draws uniformly within Glorot's limits, and starts biases at 0", () => {
  const model = documentedCnn({ seed: 5 });
  const [w, bias, dense, denseBias] = weightsOf(model) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  assertEquals([bias, denseBias], [new Float32Array(32), new Float32Array(10)]);
  // √(6 / (fanIn + fanOut)), a filter's fan being its taps times its channels.
  const limits: [Float32Array, number][] = [
    [w, Math.sqrt(6 / (9 * 1 + 9 * 32))],
    [dense, Math.sqrt(6 / (21632 + 10))],
  ];
  for (const [values, limit] of limits) {
    const n = values.length;
    assert(values.every((value) => Math.abs(value) <= limit));
    assert(Math.max(...values.subarray(0, 10_000)) > 0.9 * limit);
    // The mean and the mean square of a uniform distribution, give or take four standard errors.
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    assert(Math.abs(mean) < 4 * limit / Math.sqrt(3 * n), `mean ${mean}`);
    const square = values.reduce((sum, value) => sum + value ** 2, 0) / n / limit ** 2;
    assert(Math.abs(square - 1 / 3) < 4 * Math.sqrt(4 / 45 / n), `mean square ${square}`);
  }
  model.dispose();
});

Deno.test("documentedCnn() gives the same bits for the same seed, and others for any other", () => {
  const seen = [0, 1, 2, 3, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1].map((seed) => {
    const [a, b] = [documentedCnn({ seed }), documentedCnn({ seed })];
    const weights = weightsOf(a);
    assertEquals(weightsOf(b), weights);
    for (const model of [a, b]) model.dispose();
    return { seed, weights };
  });
  for (const one of seen) {
    for (const other of seen) {
      if (one === other) continue;
      assertNotEquals(one.weights[0], other.weights[0], `seeds ${one.seed} and ${other.seed}`);
      assertNotEquals(one.weights[2], other.weights[2], `seeds ${one.seed} and ${other.seed}`);
    }
  }
});

Deno.test("documentedCnn() draws its two layers apart, those of neighbouring seeds too", () => {
  /** The first random numbers of both layers: weights in shares of their limits. */
  const draws = [0, 1, 2].flatMap((seed) => {
    const model = documentedCnn({ seed });
    const [w, , dense] = weightsOf(model) as [Float32Array, Float32Array, Float32Array];
    model.dispose();
    return [
      [...w.subarray(0, 5)].map((value) => value / Math.sqrt(6 / (9 * 33))),
      [...dense.subarray(0, 5)].map((value) => value / Math.sqrt(6 / 21642)),
    ];
  });
  const texts = draws.map((numbers) => numbers.map((number) => number.toFixed(4)).join(" "));
  assertEquals(new Set(texts).size, 6, texts.join("\n"));
});

Deno.test("documentedCnn() says which seeds it takes", () => {
  for (const seed of [-1, 0.5, 2 ** 32, NaN]) {
    const error = assertThrows(() => documentedCnn({ seed }), RangeError);
    const text = "seed must be a whole number from 0 to 4294967295";
    assertEquals(error.message, `Cannot build the documented CNN: ${text}, got ${seed}`);
  }
});
