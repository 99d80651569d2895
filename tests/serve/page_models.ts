import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { loadMnist } from "descent/data";
import { documentedCnn, featureStatistics, sealModel } from "descent/nn";
import { openStore } from "descent/serve";

/** Two models for the page: digits to be drawn, and numbers to be typed. */
export async function sealPageModels(dir: string): Promise<void> {
  await useBackend("wasm");
  const store = await openStore(dir);
  await store.publish("digits", "1", sealDigits);
  await store.publish("fuel", "3", sealFuel);
  for (const [name, version] of [["digits", "1"], ["fuel", "3"]] as const) {
    await store.switchTo(name, version);
  }
  await store.close();
}

/** The documented network after one look at a few thousand digits. */
async function sealDigits(dir: string): Promise<void> {
  const { train: digits } = await loadMnist({ sample: true, offline: true });
  const model = documentedCnn({ seed: 0 });
  const n = 4000;
  const x = tf.tensor4d(Float32Array.from(digits.images.subarray(0, n * 784), (v) => v / 255), [
    n,
    28,
    28,
    1,
  ]);
  const y = tf.oneHot(tf.tensor1d([...digits.labels.subarray(0, n)], "int32"), 10);
  model.compile({ optimizer: "adam", loss: "categoricalCrossentropy" });
  await model.fit(x, y, { epochs: 2, batchSize: 32, shuffle: false, verbose: 0 });
  const pixel = (j: number) =>
    Array.from({ length: 200 }, (_, i) => digits.images[784 * i + j]! / 255);
  await sealModel(model, dir, {
    ...{ name: "digits", version: "1", created: "2026-01-01T00:00:00Z", licence: "MIT" },
    features: Array.from({ length: 784 }, (_, j) => featureStatistics(`pixel ${j}`, pixel(j))),
    outputs: Array.from({ length: 10 }, (_, digit) => ({ name: String(digit) })),
    ...{ data: [], seeds: { weights: 0 }, versions: {} },
    metrics: [{ name: "accuracy", value: 0.94, interval: [0.93, 0.95], n: 2000 }],
  });
  model.dispose();
  tf.dispose([x, y]);
}

/** Litres per 100 km as a sum of what a car's numbers add: 0.006 a kg, 0.02 a kW, −0.1 a year. */
async function sealFuel(dir: string): Promise<void> {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });
  model.setWeights([tf.tensor2d([[0.006], [0.02], [-0.1]]), tf.tensor1d([6])]);
  await sealModel(model, dir, {
    ...{ name: "fuel", version: "3", created: "2026-01-01T00:00:00Z", licence: "MIT" },
    features: [
      featureStatistics("weight", [700, 1000, 1300, 2000], "kg"),
      featureStatistics("power", [35, 60, 80, 165], "kW"),
      featureStatistics("year", [70, 74, 78, 82]),
    ],
    outputs: [{ name: "consumption", unit: "l/100 km" }],
    ...{ data: [], seeds: {}, versions: {} },
    metrics: [{ name: "MAE", value: 0.82, interval: [0.71, 0.93], n: 79 }],
  });
  model.dispose();
}
