import * as tf from "@tensorflow/tfjs";
import { assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { useBackend } from "descent/backend";
import {
  binOf,
  documentedCnn,
  featureStatistics,
  loadSealedModel,
  type PassportEntries,
  readPassport,
  saveModel,
  sealModel,
} from "descent/nn";
import fc from "fast-check";

await useBackend("wasm");

const ENTRIES: PassportEntries = {
  ...{ name: "fuel", version: "1", created: "2026-01-01T00:00:00Z", licence: "MIT" },
  features: [featureStatistics("weight", [900, 1200, 1700], "kg")],
  outputs: [{ name: "consumption", unit: "l/100 km" }],
  preprocessing: { kind: "standardScaler", mean: [1], scale: [2] },
  data: [{ name: "cars", sha256: "ab", licence: "CC BY 4.0" }],
  seeds: { weights: 0, order: 1 },
  metrics: [{ name: "meanAbsoluteError", value: 1.5, interval: [1.2, 1.9], n: 80, method: "BCa" }],
  versions: { deno: "2.9.6" },
};

const line = (units = 1) =>
  tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [2] })] });

async function inFolder(use: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await use(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("a sealed model comes back with the same weights and the same passport", async () => {
  await inFolder(async (dir) => {
    const model = line();
    const written = await sealModel(model, dir, ENTRIES);
    const { model: again, passport } = await loadSealedModel(dir);
    assertEquals(passport, written);
    assertEquals(await readPassport(dir), written);
    assertEquals(passport.metrics, ENTRIES.metrics);
    assertEquals(passport.architecture.layers, ["Dense"]);
    assertEquals(again.getWeights()[0]!.dataSync(), model.getWeights()[0]!.dataSync());
  });
});

Deno.test("a model's architecture is its own in every run, and another model has another", async () => {
  await inFolder(async (dir) => {
    const hashes = [];
    for (
      const make of [() => line(), () => line(), () => line(2), () => documentedCnn({ seed: 1 })]
    ) {
      hashes.push((await sealModel(make(), dir, ENTRIES)).architecture.sha256);
      await loadSealedModel(dir);
    }
    assertEquals(hashes[0], hashes[1]);
    assertEquals(new Set(hashes).size, 3);
  });
});

Deno.test("loadSealedModel() refuses the passport of another model", async () => {
  await inFolder(async (dir) => {
    await sealModel(line(), dir, ENTRIES);
    await saveModel(line(2), dir);
    const before = tf.memory().numTensors;
    const error = await assertRejects(() => loadSealedModel(dir), SyntaxError);
    const start =
      `Cannot load a model: the passport in "${dir}" must be that of the model beside ` +
      "it; save the model again, got ";
    assertEquals(error.message.slice(0, start.length), start);
    assertEquals(tf.memory().numTensors, before);
  });
});

Deno.test("readPassport() says what is wrong with a damaged one", async () => {
  await inFolder(async (dir) => {
    await assertRejects(
      () => readPassport(dir),
      TypeError,
      `Cannot load a model: the folder "${dir}" must hold a passport.json that can be read`,
    );
    const spoil: [string, string][] = [
      ["{", "JSON"],
      ["null", "its format must be 1, got undefined"],
      ['{"format":1}', "it has no list of features"],
      ['{"format":1,"features":[],"outputs":[],"data":[],"metrics":[]}', "it has no architecture"],
    ];
    for (const [text, why] of spoil) {
      await Deno.writeTextFile(`${dir}/passport.json`, text);
      await assertRejects(() => readPassport(dir), SyntaxError, why);
    }
  });
});

Deno.test("featureStatistics() matches values worked by hand", () => {
  const { bins, ...rest } = featureStatistics("x", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assertEquals(rest, { name: "x", mean: 5.5, std: Math.sqrt(8.25), min: 1, max: 10 });
  assertEquals(bins.edges, [2, 3, 4, 5, 6, 7, 8, 9, 10]);
  bins.shares.forEach((share) => assertAlmostEquals(share, 0.1));
});

Deno.test("featureStatistics() of one value has one bin", () => {
  assertEquals(featureStatistics("x", [3, 3, 3]).bins, { edges: [], shares: [1] });
});

Deno.test("featureStatistics()'s shares add up to 1, and every value has its bin", () => {
  const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 60 });
  fc.assert(fc.property(values, (values) => {
    const { edges, shares } = featureStatistics("x", values).bins;
    assertAlmostEquals(shares.reduce((sum, share) => sum + share, 0), 1, 1e-12);
    assertEquals(shares.length, edges.length + 1);
    shares.forEach((share, bin) => {
      const inside = values.filter((value) => binOf(edges, value) === bin).length;
      assertAlmostEquals(share, inside / values.length, 1e-12);
    });
  }));
});

Deno.test("featureStatistics() refuses no values and what is not finite", () => {
  assertThrows(
    () => featureStatistics("x", []),
    RangeError,
    'Cannot describe the input "x": there must be values',
  );
  assertThrows(
    () => featureStatistics("x", [1, NaN]),
    RangeError,
    'Cannot describe the input "x": every value must be finite, got NaN',
  );
});
