/**
 * N-gram language models on typed arrays: counting, eleven smoothings, perplexity, sampling,
 * explanations, ARPA files.
 *
 * @module
 */

export type { Corpus } from "./corpus.ts";
export { corpusOf, sliceCorpus } from "./corpus_of.ts";
export { type CorpusOptions, readCorpus } from "./read_corpus.ts";
export type { NgramModel, NgramTrie, OrderDetails } from "./model.ts";
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
