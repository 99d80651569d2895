import type { Vocabulary } from "./vocabulary.ts";

/**
 * Text as whole numbers: plain data, which a worker can be handed.
 *
 * `ids` holds the tokens of all sentences one after the other, as numbers of `vocabulary`. Sentence
 * `s` is `ids[ends[s - 1] … ends[s])`, the first from 0.
 */
export type Corpus = {
  /** The text's words in order of first appearance. */
  vocabulary: Vocabulary;
  ids: Uint32Array<ArrayBuffer>;
  ends: Uint32Array<ArrayBuffer>;
  /**
   * Code points of each sentence together with a space between words and its line end: what bits
   * per character are shared among.
   */
  characters: Uint32Array<ArrayBuffer>;
};

/** The first token of a sentence, as a place in `corpus.ids`. */
export function sentenceStart({ ends }: Corpus, sentence: number): number {
  return sentence === 0 ? 0 : ends[sentence - 1]!;
}
