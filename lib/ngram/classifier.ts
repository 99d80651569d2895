import { cannot, checkSameLength } from "../core/mod.ts";
import { corpusOf } from "./corpus_of.ts";
import type { NgramModel } from "./model.ts";
import { toNats } from "./probability.ts";
import { scoreSentence } from "./score.ts";
import type { Smoothing, SmoothingKind } from "./smoothing.ts";
import { trainNgram } from "./train.ts";

/** What an n-gram classifier may be told. */
export type NgramClassifierOptions = {
  /** The longest n-grams; 1 is the multinomial naive Bayes classifier. @default 2 */
  order?: number;
  /** How seen n-grams give way to unseen ones. @default "absolute-discounting" */
  smoothing?: SmoothingKind | Smoothing;
};

/** A classifier of sentences by what each class would have said. */
export type NgramClassifier = {
  /** A language model for each class, all of one vocabulary. */
  readonly models: readonly NgramModel[];
  /** The probability of each class, shape `(k)`; they sum to 1. */
  probabilities(words: readonly string[]): Float64Array<ArrayBuffer>;
  /** The likeliest class; of equals the lower. */
  predict(words: readonly string[]): number;
};

/**
 * Learns a language model of each class, and asks which of them would rather have said a sentence:
 *
 * `P(class | words) ∝ P(class) · P(words | class)`
 *
 * All models know the words of all classes, so that a word which one class has never used counts against
 * it. Words that no class has used count the same for all, nearly.
 *
 * @param sentences Lists of words.
 * @param labels The class of each sentence, from 0 to k − 1; every class at least once.
 * @param options All may be left out.
 * @returns The models, and the ways to ask.
 * @throws {RangeError} If lists differ in length, there are fewer than two classes, or a class has no
 * sentence.
 *
 * @example
 * ```ts
 * import { trainNgramClassifier } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const sentences = ["not bad", "very good", "not good", "very bad"].map((text) => text.split(" "));
 * const labels = [1, 1, 0, 0];
 * const pairs = trainNgramClassifier(sentences, labels);
 * assertEquals(sentences.map((words) => pairs.predict(words)), labels);
 * const single = trainNgramClassifier(sentences, labels, { order: 1 });
 * assertEquals(single.probabilities(["not", "bad"])[0], 0.5); // each word alone tells nothing
 * ```
 *
 * Source: F. Peng, D. Schuurmans, Combining naive Bayes and n-gram language models for text
 * classification, ECIR 2003.
 */
export function trainNgramClassifier(
  sentences: readonly (readonly string[])[],
  labels: ArrayLike<number>,
  { order = 2, smoothing = "absolute-discounting" }: NgramClassifierOptions = {},
): NgramClassifier {
  checkSameLength(ACTION, ["sentences", sentences.length], ["labels", labels.length]);
  const classes = byClass(sentences, labels);
  const vocabulary = [...new Set(sentences.flat())];
  const models = classes.map((own) => trainNgram(corpusOf(own), { order, smoothing, vocabulary }));
  const priors = classes.map((own) => Math.log(own.length / sentences.length));
  const probabilities = (words: readonly string[]) => {
    const logs = models.map((model, k) => priors[k]! + toNats(scoreSentence(model, words).log10));
    const most = Math.max(...logs);
    const weights = Float64Array.from(logs, (log) => Math.exp(log - most));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };
  return {
    models,
    probabilities,
    predict: (words) =>
      probabilities(words).reduce((best, p, k, all) => p > all[best]! ? k : best, 0),
  };
}

const ACTION = "train an n-gram classifier";

function byClass(
  sentences: readonly (readonly string[])[],
  labels: ArrayLike<number>,
): (readonly string[])[][] {
  const classes: (readonly string[])[][] = [];
  sentences.forEach((words, i) => {
    const label = labels[i]!;
    if (!(Number.isInteger(label) && label >= 0)) {
      throw new RangeError(cannot(ACTION, "a label must be a whole number of at least 0", label));
    }
    (classes[label] ??= []).push(words);
  });
  const missing = Array.from(classes, (own) => own === undefined).indexOf(true);
  if (missing >= 0) {
    throw new RangeError(cannot(ACTION, `class ${missing} must have a sentence`));
  }
  if (classes.length < 2) {
    throw new RangeError(cannot(ACTION, "there must be two classes or more", classes.length));
  }
  return classes;
}
