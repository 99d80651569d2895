import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { occlusionMap, predict, saliencyMap } from "descent/nn";
import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { chain, classes, conv, examples, flatten, smallest } from "./toys.ts";

await useBackend("wasm");

const picture = () => chain([6, 5, 1], () => [conv(), flatten(), classes()]);
const { x } = examples(1, 30);
const bytes = Uint8Array.from(x, (value) => 255 * value);

Deno.test("saliencyMap() is the slope that small steps show", async () => {
  const model = picture();
  for (const label of [0, 1, 2]) {
    const slopes = await saliencyMap(model, x, { label });
    assertEquals(slopes.length, x.length);
    for (const at of [0, 7, 13, 29]) {
      const h = 1 / 1024; // so small that no ReLU changes its side
      const logProbability = async (by: number) =>
        Math.log((await predict(model, x.map((v, i) => i === at ? v + by : v)))[label]!);
      const slope = (await logProbability(h) - await logProbability(-h)) / (2 * h);
      assertAlmostEquals(slopes[at]!, slope, 5e-3 * (1 + Math.abs(slope)));
    }
  }
  model.dispose();
});

Deno.test("saliencyMap() of bytes with a scale is that of the scaled values", async () => {
  const model = picture();
  const scaled = Float32Array.from(bytes, (value) => value * (1 / 255));
  assertEquals(
    await saliencyMap(model, bytes, { label: 1, scale: 1 / 255 }),
    await saliencyMap(model, scaled, { label: 1 }),
  );
  model.dispose();
});

Deno.test("saliencyMap() weighed by probabilities sums to 0 over the classes", async () => {
  const model = picture();
  const p = await predict(model, x);
  const maps = await Promise.all([0, 1, 2].map((label) => saliencyMap(model, x, { label })));
  for (let at = 0; at < x.length; at++) {
    const sum = maps.reduce((sum, map, label) => sum + p[label]! * map[at]!, 0);
    assertAlmostEquals(sum, 0, 1e-5);
  }
  model.dispose();
});

Deno.test("occlusionMap() is the drop when a square is covered, cut off at the edges", async () => {
  const model = picture();
  const drops = await occlusionMap(model, bytes, { label: 2, scale: 1 / 255, window: 3, fill: 9 });
  assertEquals(drops.length, 30);
  const share = async (from: Uint8Array) => (await predict(model, from, { scale: 1 / 255 }))[2]!;
  const whole = await share(bytes);
  // Rows of five: around row 2, column 1, and in the last corner.
  for (
    const [at, covered] of [
      [11, [5, 6, 7, 10, 11, 12, 15, 16, 17]],
      [29, [23, 24, 28, 29]],
    ] as [number, number[]][]
  ) {
    const part = await share(bytes.map((value, i) => covered.includes(i) ? 9 : value));
    assertAlmostEquals(drops[at]!, whole - part, 1e-6);
  }
  model.dispose();
});

Deno.test("occlusionMap() covers every channel", async () => {
  const model = chain([4, 4, 2], () => [conv(), flatten(), classes()]);
  const { x } = examples(1, 32);
  const all = await occlusionMap(model, x, { label: 0, window: 9 });
  const dark = (await predict(model, new Float32Array(32)))[0]!;
  const drop = (await predict(model, x))[0]! - dark;
  for (const value of all) assertAlmostEquals(value, drop, 1e-6); // the square covers all
  model.dispose();
});

for (const [name, map] of Object.entries({ saliencyMap, occlusionMap })) {
  Deno.test(`${name}() leaves no tensors behind and its arguments alone`, async () => {
    const model = picture();
    const [before, tensors] = [bytes.slice(), tf.memory().numTensors];
    await map(model, bytes, { label: 0, scale: 1 / 255 });
    assertEquals(bytes, before);
    assertEquals(tf.memory().numTensors, tensors);
    model.dispose();
  });

  Deno.test(`${name}() refuses what is not one example of the model, or no class`, async () => {
    const model = picture();
    await assertRejects(
      () => map(model, new Uint8Array(60), { label: 0 }),
      RangeError,
      `Cannot compute ${name}: x must hold one example, got 2`,
    );
    await assertRejects(
      () => map(model, bytes, { label: 3 }),
      RangeError,
      `Cannot compute ${name}: label must be a whole number from 0 to 2, got 3`,
    );
    model.dispose();
  });
}

Deno.test("occlusionMap() refuses an even square, and models of anything but pictures", async () => {
  const [model, flat] = [picture(), smallest()];
  await assertRejects(
    () => occlusionMap(model, bytes, { label: 0, window: 4 }),
    RangeError,
    "Cannot compute occlusionMap: window must be odd, got 4",
  );
  await assertRejects(
    () => occlusionMap(flat, new Uint8Array(4), { label: 0 }),
    TypeError,
    "Cannot compute occlusionMap: the model must take pictures of shape [height, width, channels], got",
  );
  for (const each of [model, flat]) each.dispose();
});
