import { type LayerSpec, weightsOf, type WeightSpec } from "./layers.ts";

/** A network, what it is trained on, and how. */
export type Problem = {
  /** The contestants' name for it. */
  task: string;
  /** Name for people. */
  label: string;
  /** Shape of one example. */
  input: readonly number[];
  /** What its examples are. */
  data: DataKind;
  layers: readonly LayerSpec[];
  optimizer: "adam" | "adadelta";
  /** Examples a step. */
  batch: number;
  /** Steps a round. */
  steps: number;
  /** The weights before training, in Keras's order and layout. */
  weights: readonly WeightSpec[];
};

/** MNIST's digits, one-hot symbols, numbers of words, or random pixels. */
export type DataKind = "digits" | "symbols" | "texts" | "noise";

/** What all contestants are told. */
export type NetworkSettings = {
  problems: readonly Problem[];
  /** Updates that are compared, on the first batch and without dropout. */
  checkedSteps: number;
  /** Rounds of inference, each a task of its own for every problem. @default none */
  predict?: readonly PredictRound[];
  /** Threads of ours. @default as many as the peers have */
  threads?: number;
};

/** A round of inference: how many examples at once, and how many in all. */
export type PredictRound = { batch: number; examples: number };

/**
 * How far two contestants' losses may be apart. Rounding decides which of two equal maxima is given the
 * gradient: worth some ten thousandths after four steps.
 */
export const LOSS_TOLERANCE = { rel: 1e-3, abs: 1e-5 };

/** What a problem must tell; the rest follows. */
export type ProblemOptions =
  & Pick<Problem, "task" | "label" | "input" | "data" | "layers" | "steps">
  & Partial<Pick<Problem, "optimizer" | "batch">>;

/**
 * A problem: what it must tell, and what follows from that.
 *
 * @param options `batch` is 32 and `optimizer` Adam where nothing else is said.
 * @returns The problem.
 */
export function problem({ optimizer = "adam", batch = 32, ...rest }: ProblemOptions): Problem {
  return { ...rest, optimizer, batch, weights: weightsOf(rest.layers, rest.input) };
}

/**
 * The contestants' name for using a network.
 *
 * @param task Their name for training it.
 * @param batch Examples at once.
 * @returns The name.
 */
export function predictTask(task: string, batch: number): string {
  return `${task}-predict-${batch}`;
}
