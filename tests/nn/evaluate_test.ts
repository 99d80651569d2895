import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { evaluate, type Examples, train } from "descent/nn";
import { assert, assertEquals, assertRejects } from "@std/assert";
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
  PATHS,
  smallest,
} from "./toys.ts";

await useBackend("wasm");

/** A model whose logits are its two inputs. */
function identity(): tf.Sequential {
  const model = chain([2], () => [classes({ units: 2, useBias: false })]);
  tf.tidy(() => model.setWeights([tf.eye(2)]));
  return model;
}

Deno.test("evaluate() matches values worked by hand", async () => {
  // Probabilities of class 1: 1/2, 3/4, 1/4. Losses ln 2, ln 4/3, ln 4; a tie goes to the first.
  const x = Float32Array.of(0, 0, 0, Math.log(3), Math.log(3), 0);
  const { loss, accuracy, yPred, probabilities } = await evaluate(identity(), {
    x,
    y: Uint8Array.of(0, 1, 1),
  });
  assertEquals(yPred, Uint8Array.of(0, 1, 0));
  assertEquals(accuracy, 2 / 3);
  assertClose([loss], [Math.log(2 * 4 / 3 * 4) / 3], 1e-6, "loss");
  assertClose(probabilities, [1 / 2, 1 / 2, 1 / 4, 3 / 4, 3 / 4, 1 / 4], 1e-6, "probabilities");
});

Deno.test("evaluate() counts a probability below 1e-7 as 1e-7", async () => {
  const { loss } = await evaluate(identity(), { x: Float32Array.of(0, 99), y: Uint8Array.of(0) });
  assertEquals(loss, -Math.log(1e-7));
});

Deno.test("evaluate() takes the first of equal classes", async () => {
  const model = chain(
    [3],
    () => [classes({ units: 5, kernelInitializer: "zeros", biasInitializer: "zeros" })],
  );
  const { yPred } = await evaluate(model, { x: new Float32Array(6), y: Uint8Array.of(4, 4) });
  assertEquals(yPred, Uint8Array.of(0, 0));
  model.dispose();
});

for (const { path, wrap } of PATHS) {
  const model = wrap(chain([12, 12, 1], () => [conv(), flatten(), classes()]));
  const data = examples(23, 144, LITTLE_INK);

  Deno.test(`evaluate(), ${path}, does not depend on the batch size but for rounding`, async () => {
    const whole = await evaluate(model, data, { batchSize: 23 });
    for (const batchSize of [1, 2, 5, 22, 32, 1000]) {
      const part = await evaluate(model, data, { batchSize });
      assertEquals([part.yPred, part.accuracy], [whole.yPred, whole.accuracy]);
      assertClose(part.probabilities, whole.probabilities, 1e-6, `batches of ${batchSize}`);
      assertClose([part.loss], [whole.loss], 1e-6, `batches of ${batchSize}`);
    }
  });

  Deno.test(`evaluate(), ${path}, agrees with tfjs's own evaluate`, async () => {
    model.compile({
      optimizer: "sgd",
      loss: "sparseCategoricalCrossentropy",
      metrics: ["accuracy"],
    });
    const [x, y] = [
      tf.tensor(data.x, [23, 12, 12, 1]),
      tf.tensor(Float32Array.from(data.y), [23, 1]),
    ];
    const [loss, accuracy] = model.evaluate(x, y) as [tf.Scalar, tf.Scalar];
    const own = await evaluate(model, data);
    assertClose(
      [own.loss, own.accuracy],
      [...loss.dataSync(), ...accuracy.dataSync()],
      1e-6,
      "scores",
    );
    tf.dispose([x, y, loss, accuracy]);
  });

  Deno.test(`evaluate(), ${path}, leaves its arguments alone, and no tensor behind`, async () => {
    const copy = structuredClone(data);
    const before = tf.memory().numTensors;
    await evaluate(model, data);
    assertEquals(data, copy);
    assertEquals(tf.memory().numTensors, before);
  });
}

Deno.test("evaluate() sees what training has changed", async () => {
  const model = smallest();
  const data = examples(30, 4);
  const before = await evaluate(model, data);
  const options = { epochs: 20, seed: 0, learningRate: 0.05, progress: "none" } as const;
  await train(model, data, options);
  assert((await evaluate(model, data)).loss < before.loss / 2);
  model.dispose();
});

Deno.test("evaluate() scores 256 classes and no more", async () => {
  for (const units of [256, 257]) {
    const model = chain([2], () => [classes({ units })]);
    tf.tidy(() => model.setWeights([tf.zeros([2, units]), tf.oneHot(255, units).toFloat()]));
    const data = { x: Float32Array.of(1, 2), y: Int32Array.of(255) };
    if (units === 256) assertEquals((await evaluate(model, data)).yPred, Uint8Array.of(255));
    else {
      const error = await assertRejects(() => evaluate(model, data), RangeError);
      assertEquals(
        error.message,
        "Cannot evaluate: the model must have at most 256 classes, got 257",
      );
    }
    model.dispose();
  }
});

const good = examples(3, 4);
const ERRORS: [Examples, { batchSize?: number }, string][] = [
  [good, { batchSize: 0 }, "batchSize must be a whole number of at least 1, got 0"],
  [
    { ...good, x: new Float32Array(0) },
    {},
    "x must hold one or more examples of shape [4], 4 values each, got 0",
  ],
  [{ ...good, y: new Uint8Array(2) }, {}, "x and y must have one length, got 3 and 2"],
  [
    { ...good, y: Uint8Array.of(0, 0, 3) },
    {},
    "every label must lie in 0 to 2, got 3 at example 2",
  ],
  [{ ...good, scale: -1 }, {}, "scale must be a finite number above 0, got -1"],
];

for (const [data, options, text] of ERRORS) {
  Deno.test(`evaluate() says: ${text}`, async () => {
    const model = smallest();
    const error = await assertRejects(() => evaluate(model, data, options), RangeError);
    assertEquals(error.message, `Cannot evaluate: ${text}`);
    model.dispose();
  });
}

Deno.test("evaluate() refuses a model without class probabilities", async () => {
  const model = asFit(chain([2, 2], () => [dense()]));
  const error = await assertRejects(() => evaluate(model, good), TypeError);
  const text = "the model must give k numbers for each example, shape [null, k]";
  assertEquals(error.message, `Cannot evaluate: ${text}, got [null, 2, 5]`);
  model.dispose();
});
