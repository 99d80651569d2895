import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { useBackend } from "descent/backend";
import { loadModel, saveModel } from "descent/nn";
import fc from "fast-check";
import { fileURLToPath } from "node:url";

await useBackend("wasm");

const GOLDEN = new URL("../golden/keras_models/", import.meta.url);
const gru = (form: string) => Deno.readFile(new URL(`gru.${form}`, GOLDEN));

async function inFolder(use: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await use(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("loadModel() says of a Keras file that it is not there", async () => {
  await assertRejects(
    () => loadModel("/nowhere/x.keras"),
    TypeError,
    'Cannot load a model: the file "/nowhere/x.keras" must be there and readable',
  );
});

Deno.test("loadModel() says of a file that it is none of Keras's", async () => {
  await inFolder(async (dir) => {
    const path = `${dir}/x.h5`;
    await Deno.writeTextFile(path, "no HDF5");
    await assertRejects(
      () => loadModel(path),
      SyntaxError,
      `Cannot load a model: "${path}" must be a model that Keras saved whole ` +
        "(it is not an HDF5 file, or only a part of one)",
    );
  });
});

for (const form of ["h5", "keras"]) {
  Deno.test(`loadModel() never loads a .${form} file cut short or spoilt without saying so`, async () => {
    const whole = await gru(form);
    const before = tf.memory().numTensors;
    await inFolder(async (dir) => {
      const path = `${dir}/x.${form}`;
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
          await Deno.writeFile(path, whole.subarray(0, length));
          await assertRejects(() => loadModel(path), SyntaxError, "Cannot load a model: ");
        }),
        { numRuns: 25 },
      );
    });
    assertEquals(tf.memory().numTensors, before);
  });
}

Deno.test("saveModel() names the layers and activations that Keras lacks, and writes nothing", async () => {
  await inFolder(async (dir) => {
    const model = tf.sequential({
      layers: [
        tf.layers.lstm({ units: 2, inputShape: [3, 1], returnSequences: true, name: "first" }),
        tf.layers.simpleRNN({ units: 2, activation: "hardSigmoid", name: "second" }),
      ],
    });
    const error = await assertRejects(() => saveModel(model, `${dir}/x.h5`), TypeError);
    assertEquals(
      error.message,
      `Cannot save the model as "${dir}/x.h5": every layer must be one that Keras has: ` +
        'Keras 3 does not know the activation "hard_sigmoid" of the layer "first" (take "sigmoid", ' +
        'which is Keras\'s default); the activation "hard_sigmoid" of the layer "second" ' +
        '(take "sigmoid", which is Keras\'s default)',
    );
    assertEquals([...Deno.readDirSync(dir)], []);
    model.dispose();
  });
});

Deno.test("a model from Keras's file can be trained on", async () => {
  const model = await loadModel(fileURLToPath(new URL("gru.keras", GOLDEN)));
  const weights = model.getWeights().map((weight) => weight.dataSync());
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy" });
  const [x, y] = [tf.ones([4, 8, 5]), tf.oneHot(tf.tensor1d([0, 1, 0, 1], "int32"), 2)];
  await model.fit(x, y, { epochs: 1, verbose: 0 });
  model.getWeights().forEach((weight, i) => {
    assert(weight.dataSync().some((value, at) => value !== weights[i]![at]), `weight ${i}`);
  });
  tf.dispose([x, y]);
  model.dispose();
});

Deno.test("loading a model from Keras's file leaves no tensor but its weights", async () => {
  const before = tf.memory().numTensors;
  const model = await loadModel(fileURLToPath(new URL("gru.h5", GOLDEN)));
  assertEquals(tf.memory().numTensors, before + model.getWeights().length);
  model.dispose();
  assertEquals(tf.memory().numTensors, before);
});
