import type { Digits } from "descent/data";
import type { Examples, TrainResult } from "descent/nn";
import type { PeakMemory } from "./peak_memory.ts";
import type { Run } from "./prepare.ts";

/** How training went. */
export type Trained = {
  training: TrainResult;
  /** When the first step was made, in milliseconds since the process began. */
  firstStepMs: number;
};

/**
 * Trains the run's model in place.
 *
 * @param run What to train, on what, how.
 * @param signal Stops after the current step.
 * @param memory Looks at the memory after every epoch.
 * @returns How it went.
 */
export async function trainModel(
  { options, data, machinery, model }: Run,
  signal: AbortSignal,
  memory: PeakMemory,
): Promise<Trained> {
  let firstStepMs = 0;
  const training = await machinery.nn.train(model, examplesOf(data.train), {
    epochs: options.epochs,
    batchSize: options.batch,
    seed: options.seed,
    optimizer: options.optimizer,
    signal,
    progress: options.quiet ? "none" : "auto",
    onStep: () => firstStepMs ||= performance.now(),
    onEpoch: () => memory.sample(),
  });
  return { training, firstStepMs };
}

/** Images and labels as training takes them: pixels between 0 and 1. */
export function examplesOf({ images, labels }: Digits): Examples {
  return { x: images, y: labels, scale: 1 / 255 };
}
