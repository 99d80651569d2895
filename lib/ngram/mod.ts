/**
 * N-gram language models on typed arrays: counting, eleven smoothings, perplexity, sampling,
 * explanations, ARPA files.
 *
 * @module
 */

export type { Corpus } from "./corpus.ts";
export { corpusOf, sliceCorpus } from "./corpus_of.ts";
export { type CorpusOptions, readCorpus } from "./read_corpus.ts";
export type { NgramModel, NgramTrie, OrderDetails, TextCut } from "./model.ts";
export { logProbability, probability, toBits, toNats } from "./probability.ts";
export {
  type CorpusScore,
  scoreCorpus,
  type ScoreOptions,
  scoreSentence,
  type SentenceScore,
  type WordScore,
} from "./score.ts";
export { type Smoothing, type SmoothingKind, SMOOTHINGS, type Unigrams } from "./smoothing.ts";
export { trainNgram, type TrainOptions, type TrainProgress } from "./train.ts";
export type { VocabularyOptions } from "./stream.ts";
export { idOf, type Vocabulary, wordOf, wordsOf } from "./vocabulary.ts";
export { readArpa } from "./read_arpa.ts";
export { type ArpaOptions, writeArpa } from "./write_arpa.ts";
export { readNgramBinary, writeNgramBinary } from "./binary.ts";
export { distribution } from "./distribution.ts";
export { explain, type Explanation, type ExplanationStep } from "./explain.ts";
export { explanationHtml, explanationText } from "./explanation_table.ts";
export { generate, type GenerateOptions } from "./generate.ts";
export { lookup, memoryBytes, type NgramEntry, ngramsOf } from "./lookup.ts";
export { type Candidate, nextWords } from "./next_words.ts";
export {
  type NgramClassifier,
  type NgramClassifierOptions,
  trainNgramClassifier,
} from "./classifier.ts";
export { trainNgramInWorker, type WorkerTrainOptions } from "./train_in_worker.ts";
