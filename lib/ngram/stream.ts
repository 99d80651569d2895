import { cannot } from "../core/mod.ts";
import type { Corpus } from "./corpus.ts";
import { END, START, UNKNOWN } from "./model.ts";
import { findBytes, idOf, type Vocabulary } from "./vocabulary.ts";
import { addWord, vocabularyOf, withFirstWords, WordTable } from "./word_table.ts";

/** Which words a model knows, and what bounds a sentence. */
export type VocabularyOptions = {
  /**
   * `"sentence"`: each begins with `<s>`, which is never predicted, and ends in `</s>`; `"none"`:
   * sentences are just token lists, which n-grams do not cross. @default "sentence"
   */
  boundaries?: "sentence" | "none";
  /** Words that occur less often become the unknown word. @default 1 */
  minCount?: number;
  /** Only this many of the most frequent words are kept; of equals, those that came first. */
  vocabularySize?: number;
  /** The words to know, instead of those of the corpus. */
  vocabulary?: readonly string[];
  /** What the unknown word is called. @default "<unk>" */
  unknownWord?: string;
  /** Whether the text may itself hold the unknown word, counted as such. @default "error" */
  literalUnknown?: "error" | "count";
};

/** A corpus in a model's own numbers, with boundaries, as one run of words. */
export type Stream = {
  vocabulary: Vocabulary;
  boundaries: "sentence" | "none";
  words: Uint32Array<ArrayBuffer>;
  /** The place of each word in its sentence, counted from 1, `<s>` too; 255 stands for more. */
  places: Uint8Array<ArrayBuffer>;
};

const ACTION = "train an n-gram model";

/** Counting marks places and words by the bit above (see count.ts). */
const MOST_TOKENS = 2 ** 30;

/** Chooses a vocabulary and puts the corpus into its numbers. */
export function streamOf(corpus: Corpus, options: VocabularyOptions): Stream {
  const { boundaries = "sentence", unknownWord = "<unk>", literalUnknown = "error" } = options;
  if (corpus.ids.length === 0) {
    throw new RangeError(cannot(ACTION, "the corpus must hold at least one token", 0));
  }
  const reserved = boundaries === "sentence" ? [unknownWord, "<s>", "</s>"] : [unknownWord];
  const forbidden = literalUnknown === "count" ? reserved.slice(1) : reserved;
  for (const word of forbidden) refuseWord(corpus, word, ACTION);
  const { vocabulary, numbers } = choose(corpus, reserved, options);
  return { vocabulary, boundaries, ...runOf(corpus, numbers, boundaries) };
}

/** The model's words, reserved ones first, and the number there of each of the corpus's. */
function choose(corpus: Corpus, reserved: string[], options: VocabularyOptions) {
  if (options.vocabulary) {
    const vocabulary = vocabularyOf([...reserved, ...options.vocabulary]);
    return { vocabulary, numbers: mapWords(corpus.vocabulary, vocabulary) };
  }
  const { bytes, offsets, size } = corpus.vocabulary;
  const numbers = new Uint32Array(size).fill(UNKNOWN);
  const kept = keptWords(corpus, options);
  const isNew = (word: string) => idOf(corpus.vocabulary, word) === undefined;
  if (kept.length === size && reserved.every(isNew)) {
    const vocabulary = withFirstWords(reserved, corpus.vocabulary);
    return { vocabulary, numbers: numbers.map((_, id) => id + reserved.length) };
  }
  const table = new WordTable();
  for (const word of reserved) addWord(table, word);
  for (const id of kept) numbers[id] = table.add(bytes, offsets[id]!, offsets[id + 1]!);
  return { vocabulary: table.finish(), numbers };
}

/** The number in `to` of each word of `from`; the unknown word's where it has none. */
export function mapWords(from: Vocabulary, to: Vocabulary): Uint32Array<ArrayBuffer> {
  const { bytes, offsets, size } = from;
  const numbers = new Uint32Array(size).fill(UNKNOWN);
  for (let id = 0; id < size; id++) {
    const [start, end] = [offsets[id]!, offsets[id + 1]!];
    const found = findBytes(to, bytes, start, end);
    if (found >= 0) numbers[id] = found;
  }
  return numbers;
}

/** Stops at a word that text must not hold, naming the line. */
export function refuseWord(corpus: Corpus, word: string, action: string): void {
  const id = idOf(corpus.vocabulary, word);
  const at = id === undefined ? -1 : corpus.ids.indexOf(id);
  if (at < 0) return;
  const line = corpus.ends.findIndex((end) => end > at) + 1;
  const needed = `the text must not hold ${word}, which has a meaning of its own, see line ${line}`;
  throw new SyntaxError(cannot(action, needed));
}

/** The numbers of the words that are frequent enough, rising. */
function keptWords({ vocabulary, ids }: Corpus, options: VocabularyOptions): number[] {
  const { minCount = 1, vocabularySize = Infinity } = options;
  const counts = new Uint32Array(vocabulary.size);
  for (let i = 0; i < ids.length; i++) counts[ids[i]!]!++;
  const kept: number[] = [];
  for (let id = 0; id < counts.length; id++) if (counts[id]! >= minCount) kept.push(id);
  if (kept.length <= vocabularySize) return kept;
  const byCount = kept.sort((a, b) => counts[b]! - counts[a]!); // stable: first come first
  return byCount.slice(0, vocabularySize).sort((a, b) => a - b);
}

function runOf(corpus: Corpus, numbers: Uint32Array, boundaries: "sentence" | "none") {
  const { ids, ends } = corpus;
  const bounds = boundaries === "sentence" ? 1 : 0;
  const length = ids.length + 2 * bounds * ends.length;
  if (length >= MOST_TOKENS) {
    const needed = `the corpus must hold fewer than ${MOST_TOKENS} tokens`;
    throw new RangeError(cannot(ACTION, needed, length));
  }
  const words = new Uint32Array(length);
  const places = new Uint8Array(length);
  let count = 0;
  let i = 0;
  for (let sentence = 0; sentence < ends.length; sentence++) {
    let place = 0;
    if (bounds) {
      places[count] = ++place;
      words[count++] = START;
    }
    for (const end = ends[sentence]!; i < end; i++) {
      if (place < 255) place++;
      places[count] = place;
      words[count++] = numbers[ids[i]!]!;
    }
    if (bounds) {
      places[count] = Math.min(place + 1, 255);
      words[count++] = END;
    }
  }
  return { words, places };
}
