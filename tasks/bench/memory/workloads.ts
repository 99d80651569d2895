import * as tf from "@tensorflow/tfjs";
import { createPrng } from "descent/core";
import { type CompiledStep, compileStep } from "descent/nn";

/** Training whose shapes differ from step to step. */
export type Workload = {
  /** Trains once; the number of the step decides the shapes. */
  step(i: number): Promise<void> | void;
  /** Gives back all that training holds. */
  dispose(): void;
};

/** After so many steps every pair of a batch and a size has been there, and they come again. */
export const CYCLE = 32 * 11;
/** A compiled step is made for one length: so often it is made anew, for another. */
const COMPILE_EVERY = 16;

const MOST = 32;
const WORDS = 40;
const CLASSES = 3;

const batchOf = (i: number) => 1 + (7 * i) % MOST;
const sizeOf = (i: number) => 6 + (5 * i) % 11;
const lengthOf = (i: number) => sizeOf(i) - 4;

/** What is trained, by how it is trained and what it reads. Call one, run it, dispose of it. */
export const WORKLOADS: Readonly<Record<string, () => Workload>> = {
  "trainOnBatch, images of 6 to 16 pixels a side": () => {
    const model = imageNetwork([null, null, 2]);
    return byTape(model, (i) => numbers([batchOf(i), sizeOf(i), sizeOf(i), 2], i));
  },
  "trainOnBatch, texts of 2 to 12 words": () => {
    const model = textNetwork(null);
    return byTape(model, (i) => words([batchOf(i), lengthOf(i)], i));
  },
  "compiled steps, images": () => {
    const model = imageNetwork([12, 12, 2]);
    const examples = (n: number, seed: number) => ({
      x: numbers([n, 12, 12, 2], seed).values,
      y: classesOf(n),
    });
    const compiled = compileStep(model, examples(MOST, 0));
    return {
      step: (i) => void compiled.run(examples(batchOf(i), i)),
      dispose() {
        compiled.dispose();
        model.dispose();
      },
    };
  },
  "compiled steps, texts of 2 to 12 words": () => {
    let made: { model: tf.LayersModel; compiled: CompiledStep } | undefined;
    const dispose = () => {
      made?.compiled.dispose();
      made?.model.dispose();
    };
    return {
      step(i) {
        const length = lengthOf(Math.floor(i / COMPILE_EVERY));
        const examples = (n: number) => ({ x: words([n, length], i).values, y: classesOf(n) });
        if (i % COMPILE_EVERY === 0) {
          dispose();
          const model = textNetwork(length);
          made = { model, compiled: compileStep(model, examples(MOST)) };
        }
        made!.compiled.run(examples(batchOf(i)));
      },
      dispose,
    };
  },
};

type Values = { values: Float32Array; shape: number[] };

function byTape(model: tf.LayersModel, examples: (i: number) => Values): Workload {
  const optimizer = tf.train.adam();
  model.compile({ optimizer, loss: "sparseCategoricalCrossentropy" });
  return {
    async step(i) {
      const { values, shape } = examples(i);
      const [x, y] = [
        tf.tensor(values, shape),
        tf.tensor1d(Float32Array.from(classesOf(shape[0]!))),
      ];
      await model.trainOnBatch(x, y);
      tf.dispose([x, y]);
    },
    dispose() {
      model.dispose();
      optimizer.dispose();
    },
  };
}

function imageNetwork(inputShape: (number | null)[]): tf.LayersModel {
  const conv = { kernelSize: 3, padding: "same", activation: "relu" } as const;
  return tf.sequential({
    layers: [
      tf.layers.conv2d({ ...conv, filters: 8, inputShape, kernelInitializer: drawn() }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ ...conv, filters: 12, kernelInitializer: drawn() }),
      tf.layers.globalAveragePooling2d({ dataFormat: "channelsLast" }),
      classes(),
    ],
  });
}

function textNetwork(length: number | null): tf.LayersModel {
  const [kernelInitializer, recurrentInitializer] = [drawn(), drawn()];
  return tf.sequential({
    layers: [
      tf.layers.embedding({
        ...{ inputDim: WORDS, outputDim: 8, inputShape: [length] },
        embeddingsInitializer: drawn(),
      }),
      tf.layers.lstm({ units: 8, kernelInitializer, recurrentInitializer }),
      classes(),
    ],
  });
}

const drawn = () => tf.initializers.glorotUniform({ seed: 0 });
const classes = () =>
  tf.layers.dense({ units: CLASSES, activation: "softmax", kernelInitializer: drawn() });
const classesOf = (n: number) => Uint8Array.from({ length: n }, (_, i) => i % CLASSES);

function numbers(shape: number[], seed: number): Values {
  const prng = createPrng(seed);
  const size = shape.reduce((product, side) => product * side, 1);
  return { shape, values: Float32Array.from({ length: size }, () => prng.next()) };
}

function words(shape: number[], seed: number): Values {
  const { values } = numbers(shape, seed);
  return { shape, values: values.map((value) => Math.floor(value * WORDS)) };
}
