/** What the bench asks whoever trains the documented example. */
export type Questions = {
  /** Comes first: read the problem in this folder; use so many threads where there is a choice. */
  prepare: { ask: { folder: string; threads: number; steps: number }; answer: Prepared };
  /** Train a fresh model on the first batch only, so many steps. */
  losses: { ask: { steps: number }; answer: { losses: number[] } };
  /** Train on all batches once, where the last time ended. */
  train: { ask: Record<never, never>; answer: Trained };
  /** Classify the test images, so many at a time. */
  predict: { ask: { batch: number }; answer: Predicted };
};

/**
 * Where Adam adds epsilon: to the bias-corrected root of the second moment, as the paper, PyTorch and
 * TensorFlow.js do, or to the uncorrected one, as Keras does.
 */
export type EpsilonOn = "corrected" | "uncorrected";

/** What a contestant says of itself. */
export type Prepared = {
  /** Names and versions of what it runs on. */
  versions: Record<string, string>;
  epsilonOn: EpsilonOn;
  /** What computes: `WASM, relaxed SIMD, 1 thread`. */
  runsOn: string;
};

/** One round of training. */
export type Trained = {
  /** Time of all steps in milliseconds. */
  ms: number;
  /** Mean loss over the steps, each taken before its update. */
  loss: number;
};

/** One round of inference. */
export type Predicted = {
  /** Time in milliseconds from images in memory to probabilities in memory. */
  ms: number;
  images: number;
  /** Probabilities of the first batch of the problem's size, shape `(batch, 10)`. */
  first: number[];
  /** Share of the different test images that were classified correctly. */
  accuracy: number;
};
