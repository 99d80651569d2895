import { cannot } from "../core/mod.ts";
import { type Corpus, sentenceStart } from "./corpus.ts";
import { END, type NgramModel, START, UNKNOWN } from "./model.ts";
import { toBits } from "./probability.ts";
import { mapWords, refuseWord } from "./stream.ts";
import { wordOf } from "./vocabulary.ts";
import { freshPlace, numberOf, passInPlace } from "./walk.ts";

/** How text is scored. */
export type ScoreOptions = {
  /** Whether unknown words are scored as the unknown word, or stop with an error. @default "score" */
  unknown?: "score" | "error";
  /**
   * Whether the words are a whole sentence: `<s>` stands before them, and `</s>` is scored behind
   * them. Has no effect on a model without sentence boundaries. @default true
   */
  wholeSentence?: boolean;
};

/** One word of a scored sentence. */
export type WordScore = {
  word: string;
  /** Whether the model does not know it. */
  unknown: boolean;
  /** The length of the longest n-gram of the model that ends here. */
  matched: number;
  log10: number;
};

/** A scored sentence: the sum of its words. */
export type SentenceScore = { words: WordScore[]; log10: number; unknown: number };

/** A scored corpus. */
export type CorpusScore = {
  /** How many words were predicted, `</s>` included. */
  tokens: number;
  /** How many of them the model does not know. */
  unknown: number;
  /** The sum over all words. */
  log10: number;
  /** 10^(−log10 / tokens); Infinity where a word had probability 0. */
  perplexity: number;
  /** The same over the known words; NaN where there is none. */
  perplexityWithoutUnknown: number;
  /** Cross-entropy: −log2 probability a token. */
  bitsPerToken: number;
  /** −log2 probability a character, spaces between words and line ends counted. */
  bitsPerCharacter: number;
};

const ACTION = "score text";

/**
 * Scores a sentence word by word.
 *
 * @param model An n-gram model.
 * @param words The sentence, without `<s>` and `</s>`.
 * @param options What unknown words do, and whether this is a whole sentence.
 * @returns Log10 of each word's probability given those before it; the last is that of `</s>`.
 * @throws {RangeError} If a word is unknown and `unknown` is `"error"`; names it.
 * @throws {SyntaxError} If `words` holds `<s>` or `</s>`, and the model has sentence boundaries.
 *
 * @example
 * ```ts
 * import { readCorpus, scoreSentence, trainNgram } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const corpus = readCorpus("a b a b c\na b d\nb a b c a b\nd a b");
 * const { words } = scoreSentence(trainNgram(corpus, { order: 3 }), ["a", "b", "x"]);
 * assertEquals(words.map(({ word }) => word), ["a", "b", "x", "</s>"]);
 * assertEquals(words.map(({ matched }) => matched), [2, 3, 1, 1]);
 * ```
 */
export function scoreSentence(
  model: NgramModel,
  words: readonly string[],
  options: ScoreOptions = {},
): SentenceScore {
  const { unknown = "score", wholeSentence = true } = options;
  const bounded = model.boundaries === "sentence";
  const place = freshPlace();
  if (bounded && wholeSentence) passInPlace(model, place, START);
  const scored = words.map((word, i): WordScore => {
    const id = numberOf(model, word);
    if (bounded && (id === START || id === END)) {
      const needed = `a sentence must not hold ${word}, which is put around it, see word ${i + 1}`;
      throw new SyntaxError(cannot(ACTION, needed));
    }
    if (id === UNKNOWN && unknown === "error") {
      throw new RangeError(notKnown(word, `word ${i + 1}`));
    }
    const log10 = passInPlace(model, place, id);
    return { word, unknown: id === UNKNOWN, matched: place.matched, log10 };
  });
  if (bounded && wholeSentence) {
    const log10 = passInPlace(model, place, END);
    scored.push({ word: "</s>", unknown: false, matched: place.matched, log10 });
  }
  return {
    words: scored,
    log10: scored.reduce((sum, { log10 }) => sum + log10, 0),
    unknown: scored.filter((score) => score.unknown).length,
  };
}

/**
 * Scores a corpus: perplexity with and without its unknown words, cross-entropy a token and a
 * character.
 *
 * @param model An n-gram model.
 * @param corpus Text that the model was not trained on, if the score shall mean something.
 * @param options What unknown words do, and whether lines are whole sentences.
 * @returns The score.
 * @throws {RangeError} If there is nothing to score, or a word is unknown and `unknown` is
 * `"error"`; names the line.
 * @throws {SyntaxError} If the text holds `<s>` or `</s>`, and the model has sentence boundaries.
 *
 * @example A die of four words
 * ```ts
 * import { readCorpus, scoreCorpus, trainNgram } from "descent/ngram";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const corpus = readCorpus("a b c d");
 * const options = { order: 1, smoothing: "maximum-likelihood", boundaries: "none" } as const;
 * assertAlmostEquals(scoreCorpus(trainNgram(corpus, options), corpus).perplexity, 4);
 * ```
 */
export function scoreCorpus(
  model: NgramModel,
  corpus: Corpus,
  options: ScoreOptions = {},
): CorpusScore {
  const { unknown = "score", wholeSentence = true } = options;
  const bounded = model.boundaries === "sentence";
  const numbers = mapWords(corpus.vocabulary, model.vocabulary);
  if (bounded) ["<s>", "</s>"].forEach((word) => refuseWord(corpus, word, ACTION));
  const place = freshPlace();
  let [tokens, unknowns, knownLog10, unknownLog10] = [0, 0, 0, 0];
  for (let sentence = 0; sentence < corpus.ends.length; sentence++) {
    const end = corpus.ends[sentence]!;
    Object.assign(place, freshPlace());
    if (bounded && wholeSentence) passInPlace(model, place, START);
    for (let i = sentenceStart(corpus, sentence); i < end; i++) {
      const id = numbers[corpus.ids[i]!]!;
      const score = passInPlace(model, place, id);
      tokens++;
      if (id !== UNKNOWN) {
        knownLog10 += score;
        continue;
      }
      if (unknown === "error") throw new RangeError(unknownIn(corpus, i, sentence));
      unknownLog10 += score;
      unknowns++;
    }
    if (bounded && wholeSentence) {
      knownLog10 += passInPlace(model, place, END);
      tokens++;
    }
  }
  if (tokens === 0) throw new RangeError(cannot(ACTION, "it must hold at least one token", 0));
  const log10 = knownLog10 + unknownLog10;
  const characters = corpus.characters.reduce((sum, count) => sum + count, 0);
  return {
    tokens,
    unknown: unknowns,
    log10,
    perplexity: 10 ** (-log10 / tokens),
    perplexityWithoutUnknown: 10 ** (-knownLog10 / (tokens - unknowns)),
    bitsPerToken: -toBits(log10) / tokens,
    bitsPerCharacter: -toBits(log10) / characters,
  };
}

function unknownIn(corpus: Corpus, at: number, sentence: number): string {
  const word = wordOf(corpus.vocabulary, corpus.ids[at]!);
  return notKnown(word, `line ${sentence + 1}`);
}

function notKnown(word: string, where: string): string {
  const needed = `all words must be in the model's vocabulary, see ${where}`;
  return cannot(ACTION, needed, word);
}
