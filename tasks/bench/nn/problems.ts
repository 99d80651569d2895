import { createPrng, permutation } from "descent/core";
import { loadMnist } from "descent/data";
import { glorotUniform } from "../mnist/problem.ts";

/** A model, what it is trained on, and how. */
export type Problem = {
  /** The contestants' name for it. */
  task: TaskName;
  /** Name for people. */
  label: string;
  /** Shape of one example. */
  input: readonly number[];
  /** Examples a step. */
  batch: number;
  /** Steps a round. */
  steps: number;
  /** Shapes of the weights, in Keras's order and layout. */
  weights: readonly (readonly number[])[];
};

/** The models that are raced. */
export type TaskName = "pipeline" | "pooling" | "lstm" | "simpleRNN" | "gru" | "sentiment";

/** Sequences: steps, symbols at each, units that remember. */
export const SEQUENCE = { length: 20, symbols: 4, units: 32 };

/** Texts: known words, words a text, numbers a word, units that remember. */
export const TEXT = { words: 1000, length: 100, dimensions: 32, units: 32 };

const DIGIT = [28, 28, 1];
const FILTERS = [[3, 3, 1, 32], [32]];
const POOLED = 13 * 13 * 32;

/** What is raced. */
export const PROBLEMS: readonly Problem[] = [
  {
    task: "pipeline",
    label: "digits pipeline, Adadelta",
    input: DIGIT,
    batch: 128,
    steps: 20,
    weights: [...FILTERS, [POOLED, 128], [128], [128, 10], [10]],
  },
  {
    task: "pooling",
    label: "CNN with pooling",
    input: DIGIT,
    batch: 32,
    steps: 60,
    weights: [...FILTERS, [POOLED, 10], [10]],
  },
  sequence("lstm", "LSTM(32, relu)", 4, [4 * SEQUENCE.units]),
  sequence("simpleRNN", "SimpleRNN(32)", 1, [SEQUENCE.units]),
  sequence("gru", "GRU(32)", 3, [2, 3 * SEQUENCE.units]),
  {
    task: "sentiment",
    label: "Embedding, LSTM(32), Dense(1)",
    input: [TEXT.length],
    batch: 32,
    steps: 10,
    weights: [
      [TEXT.words, TEXT.dimensions],
      [TEXT.dimensions, 4 * TEXT.units],
      [TEXT.units, 4 * TEXT.units],
      [4 * TEXT.units],
      [TEXT.units, 1],
      [1],
    ],
  },
];

function sequence(task: TaskName, label: string, gates: number, bias: number[]): Problem {
  const { length, symbols, units } = SEQUENCE;
  return {
    task,
    label: `${label}, ${length} steps`,
    input: [length, symbols],
    batch: 32,
    steps: 40,
    weights: [[symbols, gates * units], [units, gates * units], bias, [units, symbols], [symbols]],
  };
}

/** What all contestants are told. */
export type NnSettings = {
  problems: readonly Problem[];
  /** Updates that are compared, on the first batch and without dropout. */
  checkedSteps: number;
};

/**
 * Writes each problem's examples and first weights, as little-endian numbers without a header:
 * `pipeline-x.f32`, `pipeline-y.u8`, `pipeline-0.f32` and so on.
 *
 * @param folder Where the contestants look.
 */
export async function writeProblems(folder: string): Promise<void> {
  const { train } = await loadMnist({ sample: true });
  for (const { task, input, batch, steps, weights } of PROBLEMS) {
    const n = batch * steps;
    const prng = createPrng(n);
    const { x, y } = task === "sentiment"
      ? texts(n)
      : input === DIGIT
      ? digits(train, n)
      : symbols(n);
    await Deno.writeFile(`${folder}/${task}-x.f32`, new Uint8Array(x.buffer));
    await Deno.writeFile(`${folder}/${task}-y.u8`, y);
    for (const [i, shape] of weights.entries()) {
      const values = glorotUniform(shape, () => prng.next());
      await Deno.writeFile(`${folder}/${task}-${i}.f32`, new Uint8Array(values.buffer));
    }
  }
}

type Drawn = { x: Float32Array<ArrayBuffer>; y: Uint8Array<ArrayBuffer> };

/** Digits in a shuffled order, ink from 0 to 1. */
function digits({ images, labels }: { images: Uint8Array; labels: Uint8Array }, n: number): Drawn {
  const order = permutation(labels.length, createPrng(n)).subarray(0, n);
  const x = new Float32Array(n * 784);
  order.forEach((row, i) => {
    for (let j = 0; j < 784; j++) x[784 * i + j] = images[784 * row + j]! / 255;
  });
  return { x, y: Uint8Array.from(order, (row) => labels[row]!) };
}

/** Random symbols, one hot; asked for is the one three steps before the end. */
function symbols(n: number): Drawn {
  const prng = createPrng(n);
  const { length, symbols } = SEQUENCE;
  const x = new Float32Array(n * length * symbols);
  const y = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    for (let t = 0; t < length; t++) {
      const symbol = prng.nextInteger(symbols);
      x[(i * length + t) * symbols + symbol] = 1;
      if (t === length - 4) y[i] = symbol;
    }
  }
  return { x, y };
}

/** Ids of words, rare ones rarely, after zeros that fill a short text up. */
function texts(n: number): Drawn {
  const prng = createPrng(n);
  const x = new Float32Array(n * TEXT.length);
  const y = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const from = TEXT.length - 5 - prng.nextInteger(40);
    for (let t = from; t < TEXT.length; t++) {
      x[i * TEXT.length + t] = Math.floor(TEXT.words ** prng.next());
    }
    y[i] = prng.nextInteger(2);
  }
  return { x, y };
}
