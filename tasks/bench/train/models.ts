import { SENTIMENT } from "../nn/problems.ts";
import type { LayerSpec } from "../shared/networks/layers.ts";
import { type Problem, problem } from "../shared/networks/problem.ts";

/** A network of the table, and how fast its training shall be. */
export type Model = {
  problem: Problem;
  /** The time of `train()` / PyTorch's may be this at most. */
  train: number;
  /** The same for plain `model.fit`, where there is an aim. */
  fit?: number;
};

const DIGITS = { data: "digits", input: [28, 28, 1] } as const;
const CLASSES: LayerSpec = { kind: "dense", units: 10, activation: "softmax" };

/** The networks by the names that `--model` takes. */
export const MODELS: Readonly<Record<string, Model>> = {
  documented: {
    problem: problem({
      ...DIGITS,
      task: "documented",
      label: "documented example: Conv32, Dense10",
      steps: 100,
      layers: [conv(32), { kind: "flatten" }, CLASSES],
    }),
    train: 0.35,
    fit: 0.8,
  },
  conv: {
    problem: problem({
      ...DIGITS,
      task: "conv",
      label: "Conv32, Conv64, Pool, Dense128, Dense10",
      steps: 32,
      layers: convolutions(32),
    }),
    train: 1.2,
  },
  dense: {
    problem: problem({
      ...DIGITS,
      task: "dense",
      label: "Dense 784, 512, 512, 10",
      steps: 120,
      layers: [{ kind: "flatten" }, hidden(512), hidden(512), CLASSES],
    }),
    train: 1.2,
  },
  lstm: {
    problem: {
      ...SENTIMENT,
      task: "lstm",
      label: "Embedding, LSTM(32), Dense1, 100 steps",
      steps: 40,
    },
    train: 1,
  },
  separable: {
    problem: problem({
      ...DIGITS,
      task: "separable",
      label: "Conv16, Separable32, Separable64, Dense10",
      steps: 40,
      layers: [
        conv(16),
        separable(32),
        { kind: "maxPool", size: 2 },
        separable(64),
        { kind: "maxPool", size: 2 },
        { kind: "flatten" },
        CLASSES,
      ],
    }),
    train: 1.5,
  },
  batchnorm: {
    problem: problem({
      ...DIGITS,
      task: "batchnorm",
      label: "Conv16, Norm, Conv32, Norm, Dense10",
      steps: 40,
      layers: [...normalized(16), ...normalized(32), { kind: "flatten" }, CLASSES],
    }),
    train: 1.5,
  },
};

/**
 * The network for pictures that has two convolutions, as Keras's example of MNIST has it.
 *
 * @param filters Those of the first convolution; the second has twice as many.
 * @returns Its layers.
 */
export function convolutions(filters: number): readonly LayerSpec[] {
  return [
    conv(filters),
    conv(2 * filters),
    { kind: "maxPool", size: 2 },
    { kind: "dropout", rate: 0.25 },
    { kind: "flatten" },
    hidden(128),
    { kind: "dropout", rate: 0.5 },
    CLASSES,
  ];
}

function normalized(filters: number): LayerSpec[] {
  return [
    { kind: "conv", filters, size: 3, activation: "linear" },
    { kind: "batchNorm" },
    { kind: "relu" },
    { kind: "maxPool", size: 2 },
  ];
}

function conv(filters: number): LayerSpec {
  return { kind: "conv", filters, size: 3, activation: "relu" };
}

function separable(filters: number): LayerSpec {
  return { kind: "separable", filters, size: 3, activation: "relu" };
}

function hidden(units: number): LayerSpec {
  return { kind: "dense", units, activation: "relu" };
}
