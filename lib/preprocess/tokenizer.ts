import { cannot, checkInteger, createMatrix, type Matrix } from "../core/mod.ts";
import { DEFAULT_FILTERS, textToWords, type TextToWordsOptions } from "./text_to_words.ts";

/** A text, or its words where it is cut already. */
export type Text = string | readonly string[];

/** What a tokenizer has learnt. */
export type TokenizerState = {
  readonly kind: "tokenizer";
  /** Numbers from this one on are not used, or null for all. Number 0 counts, so one word less is kept. */
  readonly numWords: number | null;
  readonly filters: string;
  readonly lower: boolean;
  readonly split: string;
  readonly locale: string | null;
  /** Whether the "words" are characters. */
  readonly charLevel: boolean;
  /** What stands for a word that is not known, or null where such a word is left out. */
  readonly oovToken: string | null;
  /** How often each word came, in the order of first appearance. */
  readonly wordCounts: readonly (readonly [word: string, count: number])[];
  /** In how many texts each word came. */
  readonly wordDocs: readonly (readonly [word: string, count: number])[];
  /** How many texts were learnt from. */
  readonly documentCount: number;
};

/** How a text is told in numbers: whether a word is there, how often, which share, or weighed by rarity. */
export type MatrixMode = "binary" | "count" | "freq" | "tfidf";

/** A tokenizer fitted by {@linkcode fitTokenizer}. */
export type Tokenizer = TokenizerState & {
  /** The number of each word from 1 on, most frequent first; also of words beyond `numWords`. */
  wordIndex(): ReadonlyMap<string, number>;
  /** The words of each text as numbers. */
  textsToSequences(texts: Iterable<Text>): number[][];
  /** Numbers as words with blanks between. */
  sequencesToTexts(sequences: Iterable<readonly number[]>): string[];
  /** A row for each text, a column for each number from 0 on. */
  textsToMatrix(texts: Iterable<Text>, mode?: MatrixMode): Matrix;
};

/** What {@linkcode fitTokenizer} may be told. */
export type TokenizerOptions = TextToWordsOptions & {
  /** Keeps the `numWords − 1` most frequent words, counting the one for unknown words. @default all */
  numWords?: number | undefined;
  /** Stands for every word that is not kept, as number 1. @default such words are left out */
  oovToken?: string | undefined;
  /** Takes characters for words; `filters` are not used. @default false */
  charLevel?: boolean | undefined;
};

/**
 * Learns the words of texts, and turns any texts into numbers by them: number 1 is the most frequent
 * word, or `oovToken`; at a tie the word that came first. Number 0 is never a word's, so that it can pad.
 *
 * What Keras's Tokenizer does, number by number, with Chinese and mixed text by `locale` besides.
 *
 * Fit on the training part alone. With an `oovToken` a text keeps its length, and the model learns from
 * rare training words what an unknown one is like.
 *
 * @param texts Texts, or lists of words. Lists are lowered in case like texts, but not filtered.
 * @param options All may be left out.
 * @returns Counts, and the ways from texts to numbers and back.
 * @throws {RangeError} If `numWords` is not a whole number of at least 1, or what `textToWords` throws.
 *
 * @example
 * ```ts
 * import { fitTokenizer } from "descent/preprocess";
 * import { assertEquals } from "@std/assert";
 *
 * const tokenizer = fitTokenizer(["the cat sat", "the dog"], { oovToken: "<OOV>" });
 * assertEquals([...tokenizer.wordIndex().keys()], ["<OOV>", "the", "cat", "sat", "dog"]);
 * assertEquals(tokenizer.textsToSequences(["The bird sat!"]), [[2, 1, 4]]);
 * ```
 *
 * Source: Keras 3's legacy text module.
 */
export function fitTokenizer(texts: Iterable<Text>, options: TokenizerOptions = {}): Tokenizer {
  const { numWords, oovToken, locale, charLevel = false } = options;
  const { filters = DEFAULT_FILTERS, lower = true, split = " " } = options;
  if (numWords !== undefined) checkInteger("fit a tokenizer", "numWords", numWords, 1);
  const cut = { filters, lower, split, locale: locale ?? null, charLevel };
  const wordCounts = new Map<string, number>();
  const wordDocs = new Map<string, number>();
  let documentCount = 0;
  for (const text of texts) {
    const words = wordsOf(text, cut);
    documentCount++;
    for (const word of words) wordCounts.set(word, (wordCounts.get(word) ?? 0) + 1);
    for (const word of new Set(words)) wordDocs.set(word, (wordDocs.get(word) ?? 0) + 1);
  }
  return tokenizer({
    kind: "tokenizer",
    numWords: numWords ?? null,
    ...cut,
    oovToken: oovToken ?? null,
    wordCounts: [...wordCounts],
    wordDocs: [...wordDocs],
    documentCount,
  });
}

/** The tokenizer of words that were learnt before. */
export function tokenizer(state: TokenizerState): Tokenizer {
  const { numWords, oovToken, wordCounts, wordDocs, documentCount } = state;
  const byCount = wordCounts.toSorted(([, a], [, b]) => b - a).map(([word]) => word);
  const vocabulary = oovToken === null ? byCount : [oovToken, ...byCount];
  // A word that is written like the token takes its place: the later number counts, as in Keras.
  const index = new Map(vocabulary.map((word, i) => [word, i + 1]));
  const words = new Map([...index].map(([word, number]) => [number, word]));
  const docs = new Map(wordDocs.map(([word, count]) => [index.get(word)!, count]));
  const unknown = oovToken === null ? undefined : index.get(oovToken);
  const kept = (number: number | undefined) =>
    number !== undefined && (numWords === null || number < numWords) ? number : unknown;

  const textsToSequences = (texts: Iterable<Text>) =>
    Array.from(
      texts,
      (text) =>
        wordsOf(text, state).map((word) => kept(index.get(word))).filter((number) =>
          number !== undefined
        ),
    );
  return {
    ...state,
    wordIndex: () => index,
    textsToSequences,
    sequencesToTexts(sequences) {
      const wordOf = (number: number) => {
        const known = kept(words.has(number) ? number : undefined);
        return known === undefined ? [] : [words.get(known)!];
      };
      return Array.from(sequences, (sequence) => sequence.flatMap(wordOf).join(" "));
    },
    textsToMatrix(texts, mode = "binary") {
      const weigh = WEIGHTS[mode];
      if (!weigh) {
        const needed = `mode must be one of ${Object.keys(WEIGHTS).join(", ")}`;
        throw new RangeError(cannot("make a matrix of texts", needed, mode));
      }
      const sequences = textsToSequences(texts);
      const matrix = createMatrix(sequences.length, numWords ?? index.size + 1);
      sequences.forEach((sequence, i) => {
        for (const [number, count] of countsOf(sequence)) {
          if (number >= matrix.columns) continue;
          const rarity = Math.log(1 + documentCount / (1 + (docs.get(number) ?? 0)));
          matrix.data[i * matrix.columns + number] = weigh(count, sequence.length, rarity);
        }
      });
      return matrix;
    },
  };
}

/** What stands in the matrix for a word that comes `count` times in a text of `length` words. */
const WEIGHTS: Record<MatrixMode, (count: number, length: number, rarity: number) => number> = {
  binary: () => 1,
  count: (count) => count,
  freq: (count, length) => count / length,
  tfidf: (count, _length, rarity) => (1 + Math.log(count)) * rarity,
};

type Cut = Pick<TokenizerState, "filters" | "lower" | "split" | "locale" | "charLevel">;

function wordsOf(text: Text, { filters, lower, split, locale, charLevel }: Cut): readonly string[] {
  if (typeof text !== "string") return lower ? text.map((word) => word.toLowerCase()) : text;
  if (charLevel) return [...(lower ? text.toLowerCase() : text)];
  return textToWords(text, { filters, lower, split, locale: locale ?? undefined });
}

function countsOf(sequence: number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const number of sequence) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}
