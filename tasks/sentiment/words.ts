import { fitTokenizer, padSequences, textToWords, type Tokenizer } from "descent/preprocess";

/** How many numbers there are for words, as documented. */
export const WORDS = 1000;

/** Finds words in Chinese too, where there are no blanks; it cuts English as English is written. */
const LOCALE = "zh";

/** The documented tokenizer, fitted on training texts alone. */
export function fitWords(texts: readonly string[]): Tokenizer {
  return fitTokenizer(texts, { numWords: WORDS, oovToken: "<OOV>", locale: LOCALE });
}

/** All words of a text, known to the tokenizer or not. */
export function wordsOf(text: string): string[] {
  return textToWords(text, { locale: LOCALE });
}

/** Texts as numbers of words in their order, filled up in front: what the LSTM reads. */
export function sequencesOf(
  tokenizer: Tokenizer,
  texts: readonly string[],
  length: number,
): Float32Array {
  return Float32Array.from(padSequences(tokenizer.textsToSequences(texts), { length }).data);
}

/** Texts as rows that tell which words are there: what the small network reads. */
export function bagsOf(tokenizer: Tokenizer, texts: readonly string[]): Float32Array {
  return Float32Array.from(tokenizer.textsToMatrix(texts).data);
}
