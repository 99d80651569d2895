import { cannot } from "../core/mod.ts";
import { type Corpus, sentenceStart } from "./corpus.ts";
import { addWord, WordTable } from "./word_table.ts";

/**
 * A corpus of tokens of any kind: words, letters, names of moves.
 *
 * @param sentences Token lists; any well-formed text is a token, an empty one too.
 * @returns The corpus. For bits per character, tokens count as if parted by one space.
 * @throws {TypeError} If a token is no text, or holds half a surrogate pair.
 *
 * @example
 * ```ts
 * import { corpusOf } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const corpus = corpusOf([["e4", "e5"], ["e4", "c5"]]);
 * assertEquals(corpus.ids, Uint32Array.of(0, 1, 0, 2));
 * assertEquals(corpus.ends, Uint32Array.of(2, 4));
 * ```
 */
export function corpusOf(sentences: Iterable<readonly string[]>): Corpus {
  const table = new WordTable();
  const ids: number[] = [];
  const ends: number[] = [];
  const characters: number[] = [];
  for (const sentence of sentences) {
    let length = Math.max(sentence.length, 1);
    for (const word of sentence) {
      checkWord(word, ends.length + 1);
      ids.push(addWord(table, word));
      length += codePoints(word);
    }
    ends.push(ids.length);
    characters.push(length);
  }
  return {
    vocabulary: table.finish(),
    ids: Uint32Array.from(ids),
    ends: Uint32Array.from(ends),
    characters: Uint32Array.from(characters),
  };
}

/**
 * Some neighbouring sentences of a corpus, as a corpus: for training, held-out and test parts.
 *
 * @param corpus The whole. The part shares its vocabulary and memory.
 * @param from The first sentence, counted from 0.
 * @param to The first sentence no more in it. @default all that follow
 * @returns The part, empty where `from` is not below `to`.
 *
 * @example
 * ```ts
 * import { readCorpus, sliceCorpus } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const corpus = readCorpus("a b\nc\nd e");
 * assertEquals(sliceCorpus(corpus, 1).ids, Uint32Array.of(2, 3, 4));
 * ```
 */
export function sliceCorpus(corpus: Corpus, from: number, to = corpus.ends.length): Corpus {
  const last = Math.min(Math.max(to, 0), corpus.ends.length);
  const first = Math.min(Math.max(from, 0), last);
  const start = sentenceStart(corpus, first);
  return {
    vocabulary: corpus.vocabulary,
    ids: corpus.ids.subarray(start, sentenceStart(corpus, last)),
    ends: corpus.ends.slice(first, last).map((end) => end - start),
    characters: corpus.characters.subarray(first, last),
  };
}

function checkWord(word: unknown, sentence: number): void {
  if (typeof word === "string" && word.isWellFormed()) return;
  const needed = `every token must be well-formed text, see sentence ${sentence}`;
  throw new TypeError(cannot("make a corpus", needed, word));
}

function codePoints(word: string): number {
  let count = 0;
  for (const _ of word) count++;
  return count;
}
