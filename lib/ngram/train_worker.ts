/**
 * The other side of `trainNgramInWorker`: trains in a thread of its own.
 *
 * @module
 */

import type { Corpus } from "./corpus.ts";
import { arraysOf, type NgramModel } from "./model.ts";
import { type CorpusOptions, readCorpus } from "./read_corpus.ts";
import { trainNgram, type TrainOptions, type TrainProgress } from "./train.ts";

/** What the worker is asked. */
export type TrainRequest = {
  source: Corpus | string | Uint8Array;
  options: Omit<TrainOptions, "onProgress"> & CorpusOptions;
};

/** What it answers: progress, and in the end a model or an error. */
export type TrainAnswer =
  | { progress: TrainProgress }
  | { model: NgramModel }
  | { error: { name: string; message: string } };

/** A worker's own scope, which the types of a window lack. */
const scope = globalThis as unknown as {
  addEventListener(type: "message", listener: (event: MessageEvent<TrainRequest>) => void): void;
  postMessage(answer: TrainAnswer, transfer?: ArrayBuffer[]): void;
};

scope.addEventListener("message", ({ data: { source, options } }) => {
  try {
    scope.postMessage({ progress: { stage: "reading", order: 0, done: 0 } });
    const isCorpus = typeof source !== "string" && !(source instanceof Uint8Array);
    const corpus = isCorpus ? source : readCorpus(source, options);
    const onProgress = (progress: TrainProgress) => scope.postMessage({ progress });
    const model = trainNgram(corpus, { ...options, onProgress });
    const buffers = new Set(arraysOf(model).map(({ buffer }) => buffer));
    scope.postMessage({ model }, [...buffers]); // handed over, not copied
  } catch (error) {
    const { name, message } = error as Error;
    scope.postMessage({ error: { name, message } });
  }
});
