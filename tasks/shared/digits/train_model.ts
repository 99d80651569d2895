import type { TrainResult } from "descent/nn";
import type { PeakMemory } from "../../mnist/peak_memory.ts";
import type { Run } from "./run.ts";

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
  const training = await machinery.nn.train(model, data.train.examples, {
    epochs: options.epochs,
    batchSize: options.batch,
    seed: options.seed,
    optimizer: options.optimizer,
    signal,
    progress: options.quiet ? "none" : "auto",
    onStep: () => firstStepMs ||= performance.now(),
    onEpoch: () => memory.sample(),
    ...data.validation && { validation: data.validation.examples },
  });
  return { training, firstStepMs };
}
