import { type NgramModel, trainNgramInWorker } from "descent/ngram";
import { type Cut, readerUnit } from "./cut.ts";
import type { NgramOptions } from "./options.ts";
import { showProgress } from "./progress.ts";

/**
 * Trains a model, in a worker, so that Ctrl-C is heard.
 *
 * @param text As `cutLines` gives it.
 * @param cut How it was cut.
 * @param options What to train.
 * @param signal Stops it.
 */
export async function learn(
  text: string,
  cut: Cut,
  options: NgramOptions,
  signal: AbortSignal,
): Promise<NgramModel> {
  const { order, smoothing, minCount, vocabulary, prune, quiet } = options;
  const progress = showProgress(order, quiet);
  try {
    return await trainNgramInWorker(text, {
      ...readerUnit(cut),
      blankLines: cut.unit === "blanks" ? "keep" : "skip",
      order,
      smoothing,
      minCount,
      ...(vocabulary !== undefined && { vocabularySize: vocabulary }),
      // Text with rare words marked is what a vocabulary with an unknown word would have made of it.
      ...(cut.unit === "blanks" && { literalUnknown: "count" }),
      prune: prune.slice(0, order),
      signal,
      onProgress: progress.show,
    });
  } finally {
    progress.done();
  }
}
