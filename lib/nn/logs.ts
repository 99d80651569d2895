/** What is known after one training step. Both means run over the epoch so far. */
export type StepLog = {
  /** This epoch, from 1. */
  epoch: number;
  /** Epochs asked for. */
  epochs: number;
  /** This step within the epoch, from 1. */
  step: number;
  /** Steps in an epoch. */
  steps: number;
  /** Mean loss of the epoch's examples so far, in nats. */
  loss: number;
  /** Share of the epoch's examples so far that were classified correctly, 0 to 1. */
  accuracy: number;
  /** Milliseconds since the epoch began. */
  elapsedMs: number;
};

/** What is known after one epoch: the means that Keras prints beside its progress bar. */
export type EpochLog = {
  /** This epoch, from 1. */
  epoch: number;
  /** Epochs asked for. */
  epochs: number;
  /** Steps in an epoch. */
  steps: number;
  /** Mean loss over the epoch's examples, each taken when its step was made, in nats. */
  loss: number;
  /** Share of the epoch's examples that were classified correctly when their step was made. */
  accuracy: number;
  /** Milliseconds the epoch took. */
  elapsedMs: number;
  /** `elapsedMs / steps`. */
  msPerStep: number;
};
