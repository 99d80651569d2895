import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { clip } from "../../lib/kernels/reference/mod.ts";
import { arenas } from "./arena.ts";
import { assertSame, floats, range } from "./values.ts";

const bounds = { low: -0.25, high: 0.5 };

for (const arena of arenas()) {
  const { kernels, build } = arena;
  const clipped = (x: Float32Array, { low, high } = bounds) =>
    arena.run(x.length, (out) => kernels.clip(arena.input(x), out, x.length, low, high));

  // 0 to 9: no vector, one, two, and every length of tail.
  for (const n of range(0, 9)) {
    Deno.test(`clip(), ${build}, equals the plain loop for n = ${n}`, () => {
      const x = floats(n, 1);
      assertSame(clipped(x), clip(x, bounds), "out");
    });
  }

  Deno.test(`clip(), ${build}, keeps NaN, −0 and bounds, and holds infinities, in lanes and tail`, () => {
    for (const x of [NaN, -0, -0.25, 0.5, Infinity, -Infinity]) {
      const all = new Float32Array(7).fill(x);
      assertSame(clipped(all), clip(all, bounds), `x = ${x}`);
    }
  });

  Deno.test(`clip(), ${build}, may write over its input`, () => {
    const x = floats(7, 2);
    let at = 0;
    arena.run(0, () => {
      at = arena.inOut(x);
      kernels.clip(at, at, 7, bounds.low, bounds.high);
    });
    assertSame(arena.floats(at, 7), clip(x, bounds), "x");
  });
}

Deno.test("tf.clipByValue() on the WASM backend takes any shape", async () => {
  await useBackend("wasm");
  tf.tidy(() => {
    assertEquals([...tf.clipByValue(tf.tensor2d([[-4, NaN, 16]]), 0, 9).dataSync()], [0, NaN, 9]);
    assertEquals(tf.clipByValue(tf.zeros([0, 3]), 0, 1).shape, [0, 3]);
  });
});

Deno.test("model.fit on the WASM backend shows the NaN of a model that has diverged", async () => {
  await useBackend("wasm");
  const dense = tf.layers.dense({ inputShape: [2], units: 3, activation: "softmax" });
  const model = tf.sequential({ layers: [dense] });
  model.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy" });
  const [x, y] = [tf.tensor2d([[NaN, 1]]), tf.tensor2d([[1]])];
  const { history } = await model.fit(x, y, { epochs: 1, verbose: 0 });
  assertEquals(history["loss"], [NaN]);
  tf.dispose([x, y]);
  model.dispose();
});
