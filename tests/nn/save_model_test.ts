import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { documentedCnn, loadModel, predict, saveModel, train } from "descent/nn";
import { assert, assertEquals, assertMatch, assertNotEquals, assertRejects } from "@std/assert";
import {
  chain,
  classes,
  conv,
  dense,
  examples,
  flatten,
  graph,
  smallest,
  weightsOf,
} from "./toys.ts";

await useBackend("wasm");

/** Runs a test in a folder of its own. */
async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function namesIn(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder), ({ name }) => name).toSorted();
}

function weightsFileIn(folder: string): string {
  return `${folder}/${namesIn(folder).find((name) => name.startsWith("weights."))}`;
}

const MODELS: [what: string, shape: number[], make: () => tf.LayersModel][] = [
  ["the documented network", [28, 28, 1], () => documentedCnn({ seed: 3 })],
  ["a single Dense", [4], smallest],
  [
    "a chain of many layers",
    [8, 8, 2],
    () =>
      chain([8, 8, 2], () => [
        conv({ padding: "same", strides: 2, useBias: false }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.dropout({ rate: 0.5, seed: 1 }),
        flatten(),
        dense({ kernelRegularizer: tf.regularizers.l2(), activation: "tanh" }),
        classes(),
      ]),
  ],
  [
    "a model that is no chain",
    [4],
    () => graph([4], (x) => classes().apply(x) as tf.SymbolicTensor),
  ],
];

for (const [what, shape, make] of MODELS) {
  Deno.test(`saveModel() and loadModel() give back ${what}, bit for bit`, () =>
    inFolder(async (folder) => {
      const model = make();
      const before = tf.memory().numTensors;
      await saveModel(model, folder);
      assertEquals(tf.memory().numTensors, before);
      const copy = await loadModel(folder);
      const size = shape.reduce((a, b) => a * b);
      const data = examples(5, size);
      for (const one of [model, copy]) {
        assertEquals(one.inputs[0]!.shape, [null, ...shape]);
        assertEquals(one.countParams(), model.countParams());
      }
      assertEquals(weightsOf(copy), weightsOf(model));
      assertEquals(await predict(copy, data.x), await predict(model, data.x));
      // Both learn the same from here on.
      const options = { epochs: 2, seed: 0, batchSize: 2, progress: "none" } as const;
      const results = [await train(model, data, options), await train(copy, data, options)];
      assertEquals(results[0]!.path, results[1]!.path);
      if (!what.includes("many")) assertEquals(weightsOf(copy), weightsOf(model)); // dropout goes on
      for (const one of [model, copy]) one.dispose();
    }));
}

Deno.test("saveModel() writes model.json and weights named by their content, in a new folder too", () =>
  inFolder(async (folder) => {
    const deep = `${folder}/runs/2`;
    await saveModel(smallest(), deep);
    const names = namesIn(deep);
    assertEquals(names[0], "model.json");
    assertMatch(names[1]!, /^weights\.[0-9a-f]{16}\.bin$/);
    assertEquals(names.length, 2);
    const bytes = await Deno.readFile(`${deep}/${names[1]}`);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    assert(names[1]!.includes(digest.slice(0, 16)));
    const { weightsManifest } = JSON.parse(await Deno.readTextFile(`${deep}/model.json`));
    assertEquals([weightsManifest[0].paths, weightsManifest[0].sha256], [[names[1]], digest]);
  }));

Deno.test("saveModel() over an older model leaves the new one and what is not its own", () =>
  inFolder(async (folder) => {
    const [older, newer] = [documentedCnn({ seed: 0 }), smallest()];
    for (const name of ["notes.txt", "weights.bin"]) {
      await Deno.writeTextFile(`${folder}/${name}`, name);
    }
    await saveModel(older, folder);
    const oldName = weightsFileIn(folder);
    await saveModel(newer, folder);
    const names = namesIn(folder);
    assertEquals([names.length, names.includes("notes.txt"), names.includes("weights.bin")], [
      4,
      true,
      true,
    ]);
    assertNotEquals(weightsFileIn(folder), oldName);
    assertEquals(weightsOf(await loadModel(folder)), weightsOf(newer));
    await saveModel(newer, folder); // the same again
    assertEquals(namesIn(folder), names);
  }));

/** Lets Deno.rename fail for a name, as a full disk does. */
async function withoutRoomFor(name: string, run: () => Promise<void>): Promise<void> {
  const { rename } = Deno;
  Deno.rename = (from, to) =>
    String(to).endsWith(name)
      ? Promise.reject(new Error("No space left on device"))
      : rename(from, to);
  try {
    await run();
  } finally {
    Deno.rename = rename;
  }
}

for (const name of ["model.json", ".bin"]) {
  Deno.test(`saveModel() that fails at ${name} leaves the older model, and no half of a file`, () =>
    inFolder(async (folder) => {
      const [older, newer] = [smallest(), documentedCnn({ seed: 0 })];
      await saveModel(older, folder);
      await withoutRoomFor(name, async () => {
        const error = await assertRejects(() => saveModel(newer, folder), TypeError);
        assertEquals(
          error.message,
          `Cannot save the model: the folder ${JSON.stringify(folder)} must be writable ` +
            "(No space left on device)",
        );
      });
      assertEquals(weightsOf(await loadModel(folder)), weightsOf(older));
      assertEquals(namesIn(folder).filter((name) => name.endsWith(".part")), []);
      await saveModel(newer, folder); // clears up what was left
      assertEquals(namesIn(folder).length, 2);
      assertEquals(weightsOf(await loadModel(folder)), weightsOf(newer));
    }));
}

Deno.test("saveModel() refuses a folder that is a file", () =>
  inFolder(async (folder) => {
    const file = `${folder}/a`;
    await Deno.writeTextFile(file, "mine");
    const error = await assertRejects(() => saveModel(smallest(), file), TypeError);
    const text = `Cannot save the model: the folder ${JSON.stringify(file)} must be writable (`;
    assertEquals(error.message.slice(0, text.length), text);
    assertEquals(await Deno.readTextFile(file), "mine");
  }));

// Whoever may do anything may write to a read-only folder, and Windows knows none.
const mayDoAnything = Deno.build.os === "windows" || Deno.uid() === 0;

Deno.test(
  "saveModel() refuses a folder that is read-only",
  { ignore: mayDoAnything },
  () =>
    inFolder(async (folder) => {
      await Deno.chmod(folder, 0o500);
      const error = await assertRejects(() => saveModel(smallest(), folder), TypeError);
      const text = `Cannot save the model: the folder ${JSON.stringify(folder)} must be writable (`;
      assertEquals(error.message.slice(0, text.length), text);
      await Deno.chmod(folder, 0o700);
      assertEquals(namesIn(folder), []);
    }),
);

Deno.test("loadModel() says what a folder without a model lacks", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a`, "");
    for (const dir of [folder, `${folder}/none`, `${folder}/a`]) {
      const error = await assertRejects(() => loadModel(dir), TypeError);
      const text = `the folder ${JSON.stringify(dir)} must hold a model.json that can be read`;
      assertEquals(error.message, `Cannot load a model: ${text}`);
    }
  }));

type Damage = (folder: string) => Promise<void>;

/** Writes over one byte in the middle of the weights. */
const changeByte: Damage = async (folder) => {
  const file = weightsFileIn(folder);
  const bytes = await Deno.readFile(file);
  bytes[bytes.length >> 1]! ^= 1;
  await Deno.writeFile(file, bytes);
};

const json = (content: string): Damage => (folder) =>
  Deno.writeTextFile(`${folder}/model.json`, content);

/** Model.json without a part of it. */
const without = (name: string): Damage => async (folder) => {
  const { [name]: _, ...rest } = JSON.parse(await Deno.readTextFile(`${folder}/model.json`));
  await json(JSON.stringify(rest))(folder);
};

const DAMAGES: [what: string, Damage, why: RegExp][] = [
  ["weights of which one bit changed", changeByte, /^SHA-256 of weights\.\w{16}\.bin is \w{64}\)$/],
  [
    "weights that end early",
    (folder) => Deno.truncate(weightsFileIn(folder), 7),
    /^SHA-256 of weights\.\w{16}\.bin is \w{64}\)$/,
  ],
  ["weights of no length", (folder) => Deno.truncate(weightsFileIn(folder)), /^SHA-256 of /],
  ["missing weights", (folder) => Deno.remove(weightsFileIn(folder)), /weights\.\w{16}\.bin/],
  ["a model.json of no length", json(""), /JSON/],
  ["a model.json that ends early", json('{"modelTopology": {'), /JSON/],
  ["a model.json that is none of a model", json("{}"), /^model\.json has no weightsManifest\)$/],
  ["a model.json of nothing", json("null"), /^model\.json has no weightsManifest\)$/],
  ["a model.json without layers", without("modelTopology"), /^model\.json has no modelTopology\)$/],
  [
    "a model.json without weights",
    without("weightsManifest"),
    /^model\.json has no weightsManifest\)$/,
  ],
];

for (const [what, damage, why] of DAMAGES) {
  Deno.test(`loadModel() refuses ${what}`, () =>
    inFolder(async (folder) => {
      await saveModel(smallest(), folder);
      await damage(folder);
      const before = tf.memory().numTensors;
      const error = await assertRejects(() => loadModel(folder), SyntaxError);
      const text = `the files in ${JSON.stringify(folder)} must be whole; save the model again`;
      const head = `Cannot load a model: ${text} (`;
      assertEquals(error.message.slice(0, head.length), head);
      assertMatch(error.message.slice(head.length), why);
      assertEquals(tf.memory().numTensors, before);
    }));
}

/** The files that tfjs's own `model.save` writes in Node, weights in `parts` files. */
async function saveAsTfjs(model: tf.LayersModel, folder: string, parts: number): Promise<void> {
  await model.save(tf.io.withSaveHandler(async (artifacts) => {
    const bytes = new Uint8Array(tf.io.CompositeArrayBuffer.join(artifacts.weightData));
    const size = Math.ceil(bytes.length / parts);
    const paths = Array.from({ length: parts }, (_, i) => `group1-shard${i + 1}of${parts}.bin`);
    for (const [i, path] of paths.entries()) {
      await Deno.writeFile(`${folder}/${path}`, bytes.slice(i * size, (i + 1) * size));
    }
    const weightsManifest = [{ paths, weights: artifacts.weightSpecs }];
    const { modelTopology } = artifacts;
    await Deno.writeTextFile(
      `${folder}/model.json`,
      JSON.stringify({ modelTopology, weightsManifest }),
    );
    return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
  }));
}

for (const parts of [1, 3]) {
  Deno.test(`loadModel() loads what tfjs itself saves, weights in ${parts} files`, () =>
    inFolder(async (folder) => {
      const model = documentedCnn({ seed: 1 });
      await saveAsTfjs(model, folder, parts);
      const copy = await loadModel(folder);
      assertEquals(weightsOf(copy), weightsOf(model));
      for (const one of [model, copy]) one.dispose();
    }));
}

Deno.test("loadModel() refuses weights of tfjs that end early", () =>
  inFolder(async (folder) => {
    await saveAsTfjs(smallest(), folder, 1);
    await Deno.truncate(`${folder}/group1-shard1of1.bin`, 8);
    const error = await assertRejects(() => loadModel(folder), SyntaxError);
    const text = `the files in ${JSON.stringify(folder)} must be whole; save the model again (`;
    assert(error.message.startsWith(`Cannot load a model: ${text}`));
  }));
