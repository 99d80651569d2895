import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { cannot, checkBetween, checkInteger, createPrng, permutation } from "../core/mod.ts";
import { heapOf } from "../kernels/mod.ts";
import { createCompiledTrainer } from "./compiled_trainer.ts";
import {
  checkExamples,
  type Examples,
  type ExampleSizes,
  type NumericExamples,
} from "./examples.ts";
import { scoreExamples } from "./evaluate.ts";
import { createFitTrainer } from "./fit_trainer.ts";
import type { EpochLog, Means, StepLog } from "./logs.ts";
import { type MetricName, type Objective, objectiveOf } from "./objective.ts";
import { defaultLearningRate, type OptimizerName } from "./optimizers.ts";
import { checkOptimizerState, type OptimizerState } from "./optimizer_state.ts";
import { createProgress, type ProgressMode } from "./progress.ts";
import type { Trainer, TrainerSettings } from "./trainer.ts";

/** Settings of `train`. */
export type TrainOptions<Metric extends MetricName = "accuracy"> = {
  /** How many times every example is used, 1 or more. */
  epochs: number;
  /** Draws the order of the examples, anew in every epoch: a whole number from 0 to 2³² − 1. */
  seed: number;
  /** Examples a step. The last step of an epoch takes what is left. @default 32 */
  batchSize?: number;
  /** @default "adam" */
  optimizer?: OptimizerName;
  /** Step size. @default defaultLearningRate(optimizer) */
  learningRate?: number;
  /** Stops training after the step that is under way. */
  signal?: AbortSignal;
  /** How to show progress. @default "auto": a bar in a terminal, plain lines elsewhere */
  progress?: ProgressMode;
  /** Epochs that lie behind: training goes on with the next, and ends as ever with `epochs`. @default 0 */
  initialEpoch?: number;
  /** What the optimiser had learnt by then, as an earlier result has it: it goes on from there. */
  resume?: OptimizerState;
  /** Examples that the model is scored on after every epoch, and not trained on. */
  validation?: Metric extends "accuracy" ? Examples : NumericExamples;
  /** Called after every step. */
  onStep?: (log: StepLog<Metric>) => void;
  /** Called after every epoch; the model holds that epoch's weights. A promise is waited for. */
  onEpoch?: (log: EpochLog<Metric>) => unknown;
};

/** What `train` did. */
export type TrainResult<Metric extends MetricName = "accuracy"> = {
  /** One entry for every finished epoch. */
  epochs: EpochLog<Metric>[];
  /** Where it was stopped, if it was; the model has the weights of the last finished epoch. */
  stopped?: { epoch: number; step: number };
  /** "compiled": a fixed list of kernel calls. "fit": tfjs's own training step. */
  path: "compiled" | "fit";
  /** Why that path was taken, in words. */
  why: string;
  /**
   * What the optimiser has learnt by the last finished epoch, for training that goes on later;
   * undefined if it does not tell (Adamax).
   */
  optimizer: OptimizerState | undefined;
  /** Steps made in all, also those of an epoch that was not finished. */
  steps: number;
  /** Milliseconds from the call to the end. */
  elapsedMs: number;
  /** Milliseconds from the call to the end of the first step. */
  firstStepMs: number;
};

/** After so long without a pause, timers and signals (Ctrl-C) get their turn. */
const PAUSE_EVERY_MS = 200;

/**
 * Trains a model, as Keras's `model.compile` and `model.fit` do. What for follows from the examples:
 *
 * - `y` of class numbers: a classifier, by cross-entropy. Its output is the probabilities of all
 *   classes (softmax), or of class 1 alone (one output, sigmoid). Logs tell loss and accuracy.
 * - `y` of floats: a regression, by the mean squared error. Logs tell loss and mean absolute error.
 *
 * On the WASM backend a model of the usual layers, trained with Adam, Adadelta or SGD, is compiled once
 * to a fixed list of kernel calls; anything else trains by tfjs's own steps, and `why` says what it
 * is. Both give the same results but for float32 rounding, and the same seed, backend and model give
 * the same bits. Compiled are chains and graphs, also with models inside, of
 *
 * - Dense, Conv1D, Conv2D, DepthwiseConv2D, SeparableConv2D;
 * - Embedding, LSTM, GRU, SimpleRNN;
 * - BatchNormalization and seeded dropout;
 * - the largest value or the mean of windows or of everything, over images and sequences
 *   (MaxPooling2D to GlobalAveragePooling1D), ZeroPadding2D, Flatten, Reshape;
 * - Activation, ReLU, LeakyReLU, ELU, and Softmax at the end; Add and Concatenate;
 * - activations linear, relu, relu6, elu, selu, tanh, sigmoid, hardSigmoid, softplus, softsign.
 *
 * The model is left with the last epoch's weights. If `signal` aborts, the step under way is
 * finished and the model has the weights of the last finished epoch (or those it came with). The
 * number of tensors is the same after as before.
 *
 * @param model A model with one input and one output, shape (n, k).
 * @param data The examples.
 * @param options `epochs` and `seed` are required.
 * @returns What was done.
 * @throws {RangeError} If a setting is out of range, data and model do not fit, or loss or weights
 * are no longer finite; then the model has the weights of the last finished epoch. Also if a callback has
 * made tensors and not disposed of them, once training is over.
 * @throws {TypeError} If the model has not one input and one output of rank 2.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { train } from "descent/nn";
 * import { assert } from "@std/assert";
 *
 * await useBackend("wasm");
 * const glorot = tf.initializers.glorotUniform({ seed: 0 });
 * const dense = { inputShape: [2], units: 2, kernelInitializer: glorot };
 * const model = tf.sequential({ layers: [tf.layers.dense({ ...dense, activation: "softmax" })] });
 * const data = { x: Float32Array.of(0, 1, 1, 0, 0, 2, 2, 0), y: Uint8Array.of(0, 1, 0, 1) };
 * const options = { epochs: 50, seed: 0, learningRate: 0.1, progress: "none" as const };
 * const { epochs } = await train(model, data, options);
 * assert(epochs.at(-1)!.accuracy === 1);
 * ```
 */
export function train(
  model: tf.LayersModel,
  data: Examples,
  options: TrainOptions,
): Promise<TrainResult>;
export function train(
  model: tf.LayersModel,
  data: NumericExamples,
  options: TrainOptions<"meanAbsoluteError">,
): Promise<TrainResult<"meanAbsoluteError">>;
export async function train<Metric extends MetricName>(
  model: tf.LayersModel,
  data: Examples | NumericExamples,
  options: TrainOptions<Metric>,
): Promise<TrainResult<Metric>> {
  const begin = performance.now();
  const { epochs, seed, batchSize = 32, optimizer = "adam", signal, initialEpoch = 0 } = options;
  const usual = defaultLearningRate(optimizer); // stops at a name that it does not know
  const { learningRate = usual } = options;
  checkInteger("train", "epochs", epochs, 1);
  checkInteger("train", "initialEpoch", initialEpoch, 0, epochs);
  checkInteger("train", "batchSize", batchSize, 1);
  checkBetween("train", "learningRate", learningRate, 0);
  const sizes = checkExamples("train", model, data);
  const objective = objectiveOf(model, data.y);
  const { validation } = options;
  if (validation) checkExamples("train", model, validation);
  if (options.resume) {
    const weights = model.trainableWeights.map((weight) => weight.read().size);
    checkOptimizerState(options.resume, optimizer, weights);
  }
  const prng = createPrng(seed);
  const tensors = tf.memory().numTensors;
  const { trainer, path, why } = createTrainer(model, data, sizes, objective, {
    batchSize: Math.min(batchSize, sizes.n),
    optimizer,
    learningRate,
    from: options.resume,
  });
  const progress = createProgress(options.progress ?? "auto");
  const result: TrainResult<Metric> = {
    epochs: [],
    path,
    why,
    optimizer: undefined,
    steps: 0,
    elapsedMs: 0,
    firstStepMs: 0,
  };
  try {
    for (let epoch = 1; epoch <= initialEpoch; epoch++) permutation(sizes.n, prng); // drawn before
    for (let epoch = initialEpoch + 1; epoch <= epochs && !result.stopped; epoch++) {
      if (signal?.aborted) {
        result.stopped = { epoch, step: 0 };
        break;
      }
      const order = permutation(sizes.n, prng);
      await trainEpoch(epoch, order);
    }
    result.optimizer = trainer.state();
  } finally {
    progress.done();
    trainer.dispose();
  }
  const left = tf.memory().numTensors;
  if (left !== tensors) {
    const needed = `there must be as many tensors after as before, ${tensors}`;
    throw new RangeError(cannot("train", needed, left));
  }
  result.elapsedMs = performance.now() - begin;
  return result;

  async function validationMeans(examples: Examples | NumericExamples): Promise<Means<Metric>> {
    const { loss, metric } = await scoreExamples(model, examples, VALIDATION_BATCH);
    return { loss, [objective.metric]: metric } as Means<Metric>;
  }

  async function trainEpoch(epoch: number, order: Uint32Array): Promise<void> {
    const steps = Math.ceil(sizes.n / batchSize);
    const epochBegin = performance.now();
    let [lossSum, metricSum, seen, step, paused] = [0, 0, 0, 0, epochBegin];
    const means = () =>
      ({ loss: lossSum / seen, [objective.metric]: metricSum / seen }) as Means<Metric>;
    await trainer.epoch(order, async (score, count) => {
      step++;
      const now = performance.now();
      if (result.steps++ === 0) result.firstStepMs = now - begin;
      if (!Number.isFinite(score.lossSum)) {
        const needed = `the loss must stay finite at epoch ${epoch}, step ${step}; ` +
          `try a learningRate below ${learningRate}`;
        throw new RangeError(cannot("train", needed, score.lossSum / count));
      }
      lossSum += score.lossSum;
      metricSum += score.metricSum;
      seen += count;
      const log = { epoch, epochs, step, steps, ...means(), elapsedMs: now - epochBegin };
      progress.onStep(log);
      options.onStep?.(log);
      if (now - paused > PAUSE_EVERY_MS) {
        await pause();
        paused = performance.now();
      }
      return !signal?.aborted || step === steps;
    });
    if (step < steps) {
      result.stopped = { epoch, step };
      return;
    }
    // The last step's update has no loss any more that would show it.
    if (!await trainer.isFinite()) {
      const needed = `the weights must stay finite at epoch ${epoch}; ` +
        `try a learningRate below ${learningRate}`;
      throw new RangeError(cannot("train", needed));
    }
    await trainer.keep();
    const elapsedMs = performance.now() - epochBegin;
    const log: EpochLog<Metric> = {
      ...{ epoch, epochs, steps, ...means(), elapsedMs, msPerStep: elapsedMs / steps },
      ...validation && { validation: await validationMeans(validation) },
    };
    result.epochs.push(log);
    progress.onEpoch(log);
    await options.onEpoch?.(log);
    await pause();
  }
}

/** How many examples are scored at once after an epoch; changes nothing but rounding. */
const VALIDATION_BATCH = 256;

function createTrainer(
  model: tf.LayersModel,
  data: Examples | NumericExamples,
  sizes: ExampleSizes,
  objective: Objective,
  settings: TrainerSettings,
): { trainer: Trainer; path: TrainResult["path"]; why: string } {
  const compiled = tryCompiled(model, data, sizes, objective, settings);
  if (typeof compiled !== "string") {
    return { trainer: compiled, path: "compiled", why: "every layer has a compiled form" };
  }
  const trainer = createFitTrainer(model, data, sizes, objective, settings);
  return { trainer, path: "fit", why: compiled };
}

function tryCompiled(
  model: tf.LayersModel,
  data: Examples | NumericExamples,
  sizes: ExampleSizes,
  objective: Objective,
  settings: TrainerSettings,
): Trainer | string {
  const backend = tf.getBackend();
  if (backend !== "wasm") return `the backend is ${backend}`;
  const heap = heapOf(tf.backend() as BackendWasm);
  return createCompiledTrainer(model, data, sizes, objective, heap, settings);
}

/** A turn of the event loop. A timer, since messages and microtasks let no signal through. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
