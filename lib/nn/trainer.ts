import type { OptimizerName } from "./optimizers.ts";
import type { OptimizerState } from "./optimizer_state.ts";
import type { BatchScore } from "./score.ts";

/** How a trainer trains. */
export type TrainerSettings = {
  /** Examples a step. */
  batchSize: number;
  optimizer: OptimizerName;
  learningRate: number;
  /** What the optimiser goes on from. */
  from?: OptimizerState | undefined;
};

/** Something that trains a model on the examples it was made for, by one way or another. */
export type Trainer = {
  /**
   * Trains once over the examples, in the order given.
   *
   * @param order The examples' numbers.
   * @param onBatch Called after every step with its score and number of examples; training stops
   * when the answer is false.
   */
  epoch(order: Uint32Array, onBatch: OnBatch): Promise<void>;
  /** Whether every weight, as it is now, is a number and not infinite. */
  isFinite(): Promise<boolean>;
  /** Makes the weights as they are now those that the model is left with. */
  keep(): void | Promise<void>;
  /** What the optimiser had learnt when the weights were kept last; undefined if it does not tell. */
  state(): OptimizerState | undefined;
  /** Ends training: the model has the weights kept last, and nothing else is left behind. */
  dispose(): void;
};

/** Told of a step; says whether to go on. */
export type OnBatch = (score: BatchScore, count: number) => Promise<boolean>;
