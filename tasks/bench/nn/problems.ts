import type { LayerSpec } from "../shared/networks/layers.ts";
import { type Problem, problem } from "../shared/networks/problem.ts";

/** Sequences: steps, symbols at each, units that remember. */
export const SEQUENCE = { length: 20, symbols: 4, units: 32 };

/** Texts: known words, words a text, numbers a word, units that remember. */
export const TEXT = { words: 1000, length: 100, dimensions: 32, units: 32 };

const DIGITS = { data: "digits", input: [28, 28, 1] } as const;
const CONVOLUTION: readonly LayerSpec[] = [
  { kind: "conv", filters: 32, size: 3, activation: "relu" },
  { kind: "maxPool", size: 2 },
];

/** The classifier of texts, which the bench "train" measures too. */
export const SENTIMENT: Problem = problem({
  task: "sentiment",
  label: "Embedding, LSTM(32), Dense(1)",
  data: "texts",
  input: [TEXT.length],
  steps: 10,
  layers: [
    { kind: "embedding", words: TEXT.words, dimensions: TEXT.dimensions },
    { kind: "lstm", units: TEXT.units, activation: "tanh" },
    { kind: "dense", units: 1, activation: "sigmoid" },
  ],
});

/** What is raced: a network for each of the documented systems. */
export const PROBLEMS: readonly Problem[] = [
  problem({
    ...DIGITS,
    task: "pipeline",
    label: "digits pipeline, Adadelta",
    optimizer: "adadelta",
    batch: 128,
    steps: 20,
    layers: [
      ...CONVOLUTION,
      { kind: "dropout", rate: 0.25 },
      { kind: "flatten" },
      { kind: "dense", units: 128, activation: "relu" },
      { kind: "dropout", rate: 0.5 },
      { kind: "dense", units: 10, activation: "softmax" },
    ],
  }),
  problem({
    ...DIGITS,
    task: "pooling",
    label: "CNN with pooling",
    steps: 60,
    layers: [
      ...CONVOLUTION,
      { kind: "flatten" },
      { kind: "dense", units: 10, activation: "softmax" },
    ],
  }),
  sequence("LSTM(32, relu)", { kind: "lstm", units: SEQUENCE.units, activation: "relu" }),
  sequence("SimpleRNN(32)", { kind: "simpleRNN", units: SEQUENCE.units }),
  sequence("GRU(32)", { kind: "gru", units: SEQUENCE.units }),
  SENTIMENT,
];

function sequence(label: string, memory: LayerSpec): Problem {
  const { length, symbols } = SEQUENCE;
  return problem({
    task: memory.kind,
    label: `${label}, ${length} steps`,
    data: "symbols",
    input: [length, symbols],
    steps: 40,
    layers: [memory, { kind: "dense", units: symbols, activation: "softmax" }],
  });
}
