import * as tf from "@tensorflow/tfjs";
import { createPrng } from "descent/core";
import {
  bagOfWordsNetwork,
  digitsCnn,
  documentedCnn,
  type Examples,
  type NumericExamples,
  type OptimizerName,
  pooledCnn,
  recallTask,
  regressionNetwork,
  seededDropout,
  sentimentLstm,
  type SequenceCell,
  sequenceModel,
  train,
  withNewHead,
} from "descent/nn";

/** A network of a lesson, with examples of its kind and the optimiser that it is trained by there. */
export type LessonModel = {
  /** The lessons' numbers, and what the network is. */
  name: string;
  create: () => tf.LayersModel;
  data: () => Examples | NumericExamples;
  optimizer: OptimizerName;
};

/** How often `lossesOf` uses each example. */
export const EPOCHS = 3;
const SEED = 5;
const TASK = { length: 8, symbols: 3 };
const VARIABLES = 4;
const glorot = (layer: number) => tf.initializers.glorotUniform({ seed: 2 * SEED + layer });
const classes = () =>
  tf.layers.dense({ units: 10, activation: "softmax", kernelInitializer: glorot(1) });

/** A network of lesson 05: one layer of 64 between pixels and digits. */
function plainNetwork(): tf.LayersModel {
  const flatten = tf.layers.flatten({ inputShape: [28, 28, 1] });
  const dense = { units: 64, activation: "relu", kernelInitializer: glorot(0) } as const;
  return tf.sequential({ layers: [flatten, tf.layers.dense(dense), classes()] });
}

/** A network of lesson 04: the documented one with something between its layers. */
function variation(...between: tf.layers.Layer[]): tf.LayersModel {
  const conv = { filters: 32, kernelSize: 3, activation: "relu" } as const;
  const first = { inputShape: [28, 28, 1], kernelInitializer: glorot(0), ...conv };
  return tf.sequential({
    layers: [tf.layers.conv2d(first), ...between, tf.layers.flatten(), classes()],
  });
}

function remembering(cell: SequenceCell): LessonModel {
  const shape = { length: TASK.length, features: TASK.symbols, classes: TASK.symbols, seed: SEED };
  return {
    name: `08, sequenceModel() of cell ${cell}`,
    create: () => sequenceModel({ cell, ...shape }),
    data: () => recallTask({ n: 96, distance: 1, seed: 0, ...TASK }),
    optimizer: "adam",
  };
}

/** Every network that lessons 00 to 10 train with tf.layers; 01, 02, 03 and 10 train none. */
export const LESSON_MODELS: LessonModel[] = [
  {
    name: "00, a dense layer on pixels",
    create: () =>
      tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), classes()] }),
    data: () => pictures(24, 28),
    optimizer: "adam",
  },
  {
    name: "04, documentedCnn()",
    create: () => documentedCnn({ seed: SEED }),
    data: () => pictures(24, 28),
    optimizer: "adam",
  },
  {
    name: "04, with pooling and dropout, by Adadelta",
    create: () =>
      variation(
        tf.layers.maxPooling2d({ poolSize: 2 }),
        seededDropout({ rate: 0.25, seed: SEED }),
      ),
    data: () => pictures(24, 28),
    optimizer: "adadelta",
  },
  {
    name: "05, one hidden layer",
    create: plainNetwork,
    data: () => pictures(24, 28),
    optimizer: "adam",
  },
  {
    name: "05 and 08, pooledCnn()",
    create: () => pooledCnn({ seed: SEED, side: 8 }),
    data: () => pictures(96, 8),
    optimizer: "adam",
  },
  {
    name: "06 and 07, regressionNetwork()",
    create: () => regressionNetwork({ inputs: VARIABLES, seed: SEED }),
    data: cars,
    optimizer: "adam",
  },
  {
    name: "07, a new head on what a network has learnt",
    create: () => {
      const network = regressionNetwork({ inputs: VARIABLES, seed: SEED });
      return withNewHead(network, { seed: SEED + 2 });
    },
    data: cars,
    optimizer: "adam",
  },
  {
    name: "08, digitsCnn()",
    create: () => digitsCnn({ seed: SEED, side: 8 }),
    data: () => pictures(96, 8),
    optimizer: "adadelta",
  },
  remembering("simpleRNN"),
  remembering("gru"),
  remembering("lstm"),
  {
    name: "09, sentimentLstm()",
    create: () => sentimentLstm({ seed: SEED, words: 50, length: 8 }),
    data: () => texts(96, 8, 25),
    optimizer: "adam",
  },
  {
    name: "09, bagOfWordsNetwork()",
    create: () => bagOfWordsNetwork({ seed: SEED, words: 20 }),
    data: () => texts(96, 20, 2),
    optimizer: "sgd",
  },
];

/**
 * Trains one of the networks: some epochs of at most 3 steps.
 *
 * @returns After each step, the mean loss since the epoch's beginning. Dropout is seeded.
 */
export async function lossesOf({ create, data, optimizer }: LessonModel): Promise<number[]> {
  const model = create();
  const found: number[] = [];
  const onStep = ({ loss }: { loss: number }): void => void found.push(loss);
  const settings = { epochs: EPOCHS, seed: 0, optimizer, progress: "none", onStep } as const;
  const { x, y } = data();
  if (y instanceof Float32Array) await train(model, { x, y }, settings);
  else await train(model, { x, y }, settings);
  model.dispose();
  return found;
}

/** Numbers of words, where a high one speaks for class 1. */
function texts(n: number, length: number, most: number): Examples {
  const prng = createPrng(0);
  const y = Uint8Array.from({ length: n }, () => prng.nextInteger(2));
  const x = Float32Array.from({ length: n * length }, (_, at) => {
    return prng.nextInteger(most) * (1 + y[Math.floor(at / length)]!);
  });
  return { x, y };
}

/** Square pictures with noise, brighter in the row of their digit. */
function pictures(n: number, side: number): Examples {
  const prng = createPrng(0);
  const y = Uint8Array.from({ length: n }, () => prng.nextInteger(8));
  const x = Float32Array.from({ length: n * side ** 2 }, (_, at) => {
    const row = Math.floor(at / side) % side;
    return prng.next() + (row === y[Math.floor(at / side ** 2)] ? 1 : 0);
  });
  return { x, y };
}

/** Numbers of four variables, and the one that follows from them. */
function cars(): NumericExamples {
  const prng = createPrng(0);
  const x = Float32Array.from({ length: 96 * VARIABLES }, () => 2 * prng.next() - 1);
  const y = Float32Array.from({ length: 96 }, (_, i) => {
    const [a, b, c, d] = x.subarray(VARIABLES * i);
    return 2 * a! - b! + c! * d!;
  });
  return { x, y };
}
