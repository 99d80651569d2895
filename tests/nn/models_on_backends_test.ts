import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { createPrng } from "descent/core";
import {
  bagOfWordsNetwork,
  digitsCnn,
  type Examples,
  pooledCnn,
  recallTask,
  sentimentLstm,
  sequenceModel,
  train,
} from "descent/nn";
import { assert, assertEquals } from "@std/assert";

await useBackend("wasm");

const TASK = { length: 8, symbols: 3 };
const SHAPE = { length: 8, features: 3, classes: 3, seed: 5 };

type Optimizer = "adam" | "adadelta" | "sgd";

/** Each model with the way it is meant to be trained. */
const MODELS: Record<
  string,
  { create: () => tf.LayersModel; optimizer: Optimizer; data?: () => Examples }
> = {
  "digitsCnn()": { create: () => digitsCnn({ seed: 5, side: 8 }), optimizer: "adadelta" },
  "pooledCnn()": { create: () => pooledCnn({ seed: 5, side: 8 }), optimizer: "adam" },
  "sequenceModel() of an LSTM with ReLU": {
    create: () => sequenceModel({ cell: "lstm", ...SHAPE }),
    optimizer: "adam",
  },
  "sequenceModel() of a GRU": {
    create: () => sequenceModel({ cell: "gru", ...SHAPE }),
    optimizer: "adam",
  },
  "sequenceModel() of a simple RNN": {
    create: () => sequenceModel({ cell: "simpleRNN", ...SHAPE }),
    optimizer: "adam",
  },
  "sentimentLstm()": {
    create: () => sentimentLstm({ seed: 5, words: 50, length: 8 }),
    optimizer: "adam",
    data: () => texts(96, 8, 25),
  },
  "bagOfWordsNetwork()": {
    create: () => bagOfWordsNetwork({ seed: 5, words: 20 }),
    optimizer: "sgd",
    data: () => texts(96, 20, 2),
  },
};

/** Numbers of words, where a high one speaks for class 1. */
function texts(n: number, length: number, most: number): Examples {
  const prng = createPrng(0);
  const y = Uint8Array.from({ length: n }, () => prng.nextInteger(2));
  const x = Float32Array.from({ length: n * length }, (_, at) => {
    return prng.nextInteger(most) * (1 + y[Math.floor(at / length)]!);
  });
  return { x, y };
}

/** Pictures of 8 × 8 with noise, brighter in the row of their digit. */
function pictures(n: number): Examples {
  const prng = createPrng(0);
  const y = Uint8Array.from({ length: n }, () => prng.nextInteger(8));
  const x = Float32Array.from({ length: n * 64 }, (_, at) => {
    const row = Math.floor(at / 8) % 8;
    return prng.next() + (row === y[Math.floor(at / 64)] ? 1 : 0);
  });
  return { x, y };
}

for (const [name, { create, optimizer, data: own }] of Object.entries(MODELS)) {
  Deno.test(`${name} goes the same way on WASM as on the cpu backend`, async () => {
    const isCnn = name.includes("Cnn");
    const data = own
      ? own()
      : isCnn
      ? pictures(96)
      : recallTask({ n: 96, distance: 1, seed: 0, ...TASK });
    const onWasm = await losses(create, data, optimizer);
    await tf.setBackend("cpu");
    const onCpu = await losses(create, data, optimizer)
      .finally(() => tf.setBackend("wasm"));
    assertEquals(onWasm.length, 12);
    assert(onWasm.at(-1)! < onWasm[0]!, `it learns: ${onWasm}`);
    // Each step works on what rounding has left of the one before.
    onWasm.forEach((loss, i) => {
      const error = Math.abs(loss - onCpu[i]!) / onCpu[i]!;
      assert(error < 1e-6 * 2 ** (i / 2), `step ${i}: ${loss} on WASM, ${onCpu[i]} on cpu`);
    });
  });
}

/** The mean loss since the epoch's beginning after each step: dropout included, which is seeded. */
async function losses(
  create: () => tf.LayersModel,
  data: Examples,
  optimizer: Optimizer,
): Promise<number[]> {
  const model = create();
  const found: number[] = [];
  const settings = { epochs: 4, seed: 0, batchSize: 32, progress: "none" } as const;
  await train(model, data, { ...settings, optimizer, onStep: ({ loss }) => found.push(loss) });
  model.dispose();
  return found;
}
