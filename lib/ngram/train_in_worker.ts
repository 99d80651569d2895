import type { Corpus } from "./corpus.ts";
import type { NgramModel } from "./model.ts";
import type { CorpusOptions } from "./read_corpus.ts";
import type { TrainOptions } from "./train.ts";
import type { TrainAnswer, TrainRequest } from "./train_worker.ts";

/** What to train off the main thread. */
export type WorkerTrainOptions = TrainOptions & CorpusOptions & {
  /** Stops the training. */
  signal?: AbortSignal;
};

/**
 * Trains as `trainNgram` does, in a worker: a notebook stays live, shows progress and can stop it.
 *
 * @param source A corpus, or text or its UTF-8 bytes, which the worker then reads. It is copied.
 * @param options As for `trainNgram` and `readCorpus`, and a `signal` to stop.
 * @returns The model, as soon as it is trained.
 * @throws Rejects with what `trainNgram` and `readCorpus` throw, and with the signal's reason.
 *
 * @example
 * ```ts
 * import { trainNgramInWorker } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const stages = new Set<string>();
 * const model = await trainNgramInWorker("to be or not to be", {
 *   order: 3,
 *   onProgress: ({ stage }) => stages.add(stage),
 * });
 * assertEquals(model.order, 3);
 * assertEquals([...stages], ["reading", "counting", "estimating"]);
 * ```
 */
export async function trainNgramInWorker(
  source: Corpus | string | Uint8Array,
  { signal, onProgress = () => {}, ...options }: WorkerTrainOptions,
): Promise<NgramModel> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL("./train_worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<NgramModel>();
  const stop = () => reject(signal!.reason);
  signal?.addEventListener("abort", stop);
  worker.addEventListener("message", ({ data }: MessageEvent<TrainAnswer>) => {
    if ("model" in data) resolve(data.model);
    else if ("error" in data) reject(errorOf(data.error));
    else onProgress(data.progress);
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault(); // or the whole program ends
    reject(new Error(event.message));
  });
  try {
    worker.postMessage({ source, options } satisfies TrainRequest);
    return await promise;
  } finally {
    signal?.removeEventListener("abort", stop);
    worker.terminate();
  }
}

/** The worker's error, of its own class again. */
function errorOf({ name, message }: { name: string; message: string }): Error {
  const classes: Record<string, new (message: string) => Error> = {
    RangeError,
    SyntaxError,
    TypeError,
  };
  return new (classes[name] ?? Error)(message);
}
