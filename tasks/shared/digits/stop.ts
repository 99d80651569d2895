import type { TrainResult } from "descent/nn";

/**
 * What to say when training was stopped.
 *
 * @param training How far it came; `stopped` says where.
 * @param willSave Whether the weights are written to a folder; otherwise they end with the process.
 * @returns Lines that tell where it stopped and which weights were kept.
 */
export function stoppedLines(
  training: Pick<TrainResult, "epochs" | "stopped">,
  willSave: boolean,
): string[] {
  const { epoch, step } = training.stopped ?? { epoch: 0, step: 0 };
  const last = training.epochs.at(-1);
  const kept = last === undefined
    ? "No epoch was finished, so there are no trained weights to keep"
    : `Kept the weights of epoch ${last.epoch}, the last one finished ` +
      `(training accuracy ${last.accuracy.toFixed(4)}, loss ${last.loss.toFixed(4)})`;
  const where = step === 0 ? `before epoch ${epoch}` : `in epoch ${epoch} after step ${step}`;
  const lost = last !== undefined && !willSave;
  return [
    "",
    `Stopped ${where}; the model is not tested, so there is no run card`,
    kept,
    ...(lost ? ["They are not saved: --save DIR would write them to a folder"] : []),
  ];
}
